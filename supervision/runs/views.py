"""The jobs: last run, next run, what it did, the error if it failed, and a button to run it now."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from audit import clock
from audit.models import AuditEntry, JobRun
from departments.permissions import may
from departments.verdicts import require
from supervision.runs.asking import ask_for
from supervision.runs.results import result_words
from supervision.runs.schedule import WORDS, job_of, jobs


@require_GET
def jobs_page(request):
    """All jobs of the beat table."""
    require(may(request.user, "read_jobs"))
    context = {
        "jobs": jobs(),
        "unsealed": AuditEntry.objects.unsealed_count(),
        "may_run": may(request.user, "run_job"),
        "now": clock.now(),
    }
    return render(request, "supervision/runs/jobs.html", context)


@require_GET
def job_page(request, name: str):
    """The last runs of one job."""
    require(may(request.user, "read_jobs"))
    if job_of(name) is None:
        raise Http404
    runs = JobRun.objects.filter(job=name).order_by("-started_at")[:100]
    context = {
        "name": name,
        "title": WORDS[name][0],
        "what": WORDS[name][1],
        "runs": [(run, result_words(run.result)) for run in runs],
    }
    return render(request, "supervision/runs/job.html", context)


@require_POST
def run_now(request, name: str):
    """Ask the worker to run a job now; a broker that is down is said, nothing else changes."""
    require(may(request.user, "run_job"))
    if job_of(name) is None:
        raise Http404
    if ask_for(request.user, name):
        messages.success(request, _("The worker has been asked; its result appears here in a moment."))
    else:
        sentence = _("The broker can't be reached; the job was not started. It will run at its next time.")
        messages.error(request, sentence)
    return redirect("supervision:jobs")
