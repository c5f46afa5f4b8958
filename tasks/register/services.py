"""The verbs of the register by their names; each lives in the file of its kind."""

from tasks.register.assessing import assess_tasks, refresh
from tasks.register.editing import assign_post, edit_task, rate_task
from tasks.register.issuing import issue_list
from tasks.register.milestones import add_milestone, change_milestone, complete_milestone, waive_milestone
from tasks.register.pausing import carry_over_task, resume_task, suspend_task, terminate_task
from tasks.register.signing import return_task, sign_task

__all__ = [
    "add_milestone",
    "assess_tasks",
    "assign_post",
    "carry_over_task",
    "change_milestone",
    "complete_milestone",
    "edit_task",
    "issue_list",
    "rate_task",
    "refresh",
    "resume_task",
    "return_task",
    "sign_task",
    "suspend_task",
    "terminate_task",
    "waive_milestone",
]
