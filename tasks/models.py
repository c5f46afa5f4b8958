"""All models of the app, gathered from its rooms."""

from tasks.decisions.models import ClosingRequest, Decision, ExtensionRequest, Proposal
from tasks.discussion.models import Comment
from tasks.progress.models import Blocker, Evidence, ProgressReport, Reading
from tasks.register.models import Indicator, ListEntry, Milestone, Movement, Party, ResponsibilityList, Task
from tasks.reports.models import Passage, Presence, Report, ReviewStep
from tasks.search.models import TaskWords

__all__ = [
    "Blocker",
    "ClosingRequest",
    "Comment",
    "Decision",
    "Evidence",
    "ExtensionRequest",
    "Indicator",
    "ListEntry",
    "Milestone",
    "Movement",
    "Party",
    "Passage",
    "Presence",
    "ProgressReport",
    "Proposal",
    "Reading",
    "Report",
    "ResponsibilityList",
    "ReviewStep",
    "Task",
    "TaskWords",
]
