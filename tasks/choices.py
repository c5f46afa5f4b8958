"""The words of the field for a task: states, lights, schedule classes, kinds."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """The eight stored states; overdue, due soon, blocked and the like are computed, never stored here."""

    DRAFT = "draft", _("Draft")  # 拟订中
    ISSUED = "issued", _("Waiting to be signed")  # 待签收
    ACTIVE = "active", _("In progress")  # 推进中
    UNIT_REVIEW = "unit_review", _("In unit review")  # 单位审核中
    VERIFYING = "verifying", _("To be verified")  # 待核验
    CLOSED = "closed", _("Closed")  # 已销号
    SUSPENDED = "suspended", _("Suspended")  # 暂缓
    TERMINATED = "terminated", _("Terminated")  # 已终止


OPEN = (Status.ISSUED, Status.ACTIVE, Status.UNIT_REVIEW, Status.VERIFYING)
ON_THE_LIST = (*OPEN, Status.CLOSED, Status.SUSPENDED, Status.TERMINATED)


class Light(models.TextChoices):
    RED = "red", _("Behind")  # 滞后
    AMBER = "amber", _("Warning")  # 预警
    GREEN = "green", _("Normal")  # 正常
    GREY = "grey", _("Not counted")  # 暂不计
    DONE = "done", _("Closed on time")  # 按期销号
    DONE_LATE = "done_late", _("Closed late")  # 逾期销号


class SelfLight(models.TextChoices):
    GREEN = "green", _("Normal")
    AMBER = "amber", _("Warning")
    RED = "red", _("Behind")


class Rating(models.TextChoices):
    """The supervisor's judgement 核定灯: a forecast with a defined sentence, not a feeling."""

    LIKELY = "likely", _("Will be completed on time")  # 可按期完成
    FEASIBLE = "feasible", _("Feasible, needs attention")  # 基本可行需关注
    AT_RISK = "at_risk", _("Clear risks, needs coordination")  # 有明显风险需协调
    UNLIKELY = "unlikely", _("Unlikely to be completed on time")  # 难以按期完成

    @property
    def light(self) -> str:
        """The light that the sentence stands for."""
        return {"likely": "green", "feasible": "amber", "at_risk": "amber", "unlikely": "red"}[self.value]


class ScheduleClass(models.TextChoices):
    AHEAD = "ahead", _("Ahead")  # 超进度
    ON_TRACK = "on_track", _("On track")  # 达进度
    BEHIND = "behind", _("Behind schedule")  # 欠进度
    COMPLETED = "completed", _("Completed")  # 已完成
    OTHER = "other", _("Other")  # 其它


class Kind(models.TextChoices):
    POLICY = "policy", _("Policy")
    WORK = "work", _("Work")
    PROJECT = "project", _("Project")


class Visibility(models.TextChoices):
    PUBLIC = "public", _("Public")
    INTERNAL = "internal", _("Internal")
    SENSITIVE = "sensitive", _("Sensitive")


class DateOrigin(models.TextChoices):
    STATED = "stated", _("Stated in the text")
    DEFAULT = "default", _("Default: end of the year")


class Stage(models.TextChoices):
    """The stages of a project, in order."""

    SIGNED = "signed", _("Signed")  # 签约/落地
    STARTED = "started", _("Started")  # 开工
    COMPLETED = "completed", pgettext_lazy("stage of a project", "Completed")  # 竣工
    PRODUCING = "producing", _("In production")  # 投产
    CAPACITY = "capacity", _("At capacity")  # 达产


class Part(models.TextChoices):
    """What a department beside the first lead department does on a task."""

    CO_LEAD = "co_lead", _("Co-lead")
    SUPPORT = "support", _("Supporting department")


class Comparator(models.TextChoices):
    AT_LEAST = "≥", "≥"
    AT_MOST = "≤", "≤"
    EXACTLY = "=", "="
    ABOUT = "≈", "≈"
    RANGE = "range", _("Range")
    ABOVE = ">", ">"
    BELOW = "<", "<"
    RELATIVE = "relative", _("Relative to another figure")
    TEXT = "text", _("In words")


class Flow(models.TextChoices):
    """What moves a task into or out of a department's account, for the reconciliation statement."""

    ISSUED = "issued", _("Issued")
    REOPENED = "reopened", _("Reopened")
    TRANSFERRED_IN = "transferred_in", _("Transferred in")
    CLOSED = "closed", _("Closed")
    TERMINATED = "terminated", _("Terminated")
    TRANSFERRED_OUT = "transferred_out", _("Transferred out")


INFLOWS = (Flow.ISSUED, Flow.REOPENED, Flow.TRANSFERRED_IN)
OUTFLOWS = (Flow.CLOSED, Flow.TERMINATED, Flow.TRANSFERRED_OUT)
