"""Every default number of the product; pure, so that rules can be computed without a database."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Parameters:
    """Default numbers; working days (wd), percent, counts. Sources: the product's reference, §3 and §4."""

    city_name: str = "临江市"
    amber_within_wd: int = 5  # due within so many working days …
    amber_under_plan_percent: int = 80  # … with less than this share of the plan
    amber_behind_points: int = 10  # points behind plan
    amber_missed_reports: int = 2  # weekly reports missed in a row
    ahead_points: int = 10  # points ahead of plan: 超进度
    behind_points: int = 10  # points behind plan: 欠进度
    sign_within_wd: int = 1
    return_within_wd: int = 2
    extension_decision_wd: int = 2
    urging_reply_wd: int = 3
    max_extensions: int = 2  # a further one needs the city leader
    week_due_wd: int = 2  # working days after the opening by which a weekly check is due
    week_grace_wd: int = 2  # and so many later it is missed
    rating_days: int = 45  # a rating expires
    statement_wd: int = 5  # to confirm or dispute a statement
    quiet_after_days: int = 28  # the burden rule: no milestone within so many days and no news due
    remind_before_wd: tuple[int, ...] = (5, 1)
    urge_after_wd: tuple[int, ...] = (1, 3, 7, 15)
    digest_hour: int = 8  # of working days, when the day's messages go out in one mail
