"""The verbs of the register by their names; each lives in the file of its kind."""

from tasks.register.assessing import assess_tasks, refresh
from tasks.register.editing import assign_post, complete_milestone, edit_task, rate_task, waive_milestone
from tasks.register.issuing import issue_list
from tasks.register.pausing import carry_over_task, resume_task, suspend_task, terminate_task
from tasks.register.signing import return_task, sign_task

__all__ = [
    "assess_tasks",
    "assign_post",
    "carry_over_task",
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
