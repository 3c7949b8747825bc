"""Every error as a page that says what to do, and for programs as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Literal, NotRequired, TypedDict

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from archive.errors import (
    ArchiveError,
    BatchError,
    ConflictError,
    CorrectionError,
    DamagedRowError,
    EngineDownError,
    EngineError,
    NoIndexError,
    NotFoundError,
    StoreError,
    StoreLostError,
    TokenError,
    WriterBusyError,
)
from archive.json_shapes import says
from web.api.operations import operation_of
from web.presenters.counts import sentence

RETRY_SECONDS = 10
"""When a program should ask again for what cannot be answered now."""


class Problem(TypedDict):
    """Why a request was not answered, as RFC 9457 has it; without a `type`, `status` tells it."""

    ok: Literal[False]
    status: Annotated[int, says("The status of the answer.")]
    title: Annotated[str, says("What is wrong.")]
    detail: Annotated[str, says("What to do about it.")]
    error: Annotated[str, says("Both, in one text.")]
    command: NotRequired[Annotated[str, says("A command that helps, for who keeps the archive.")]]


@dataclass(frozen=True, slots=True)
class Fault:
    """What a reader is told: the status, what is wrong, what to do, a command that helps."""

    status: int
    heading: str
    advice: str
    command: str = ""

    @property
    def status_words(self) -> str:
        """The status in the words of HTTP."""
        return f"{self.status} {HTTPStatus(self.status).phrase}"


_FAULTS: dict[int, tuple[str, str]] = {
    400: ("This request cannot be read", "Go back and try again, or search for something else."),
    403: (
        "This form did not come from here",
        "Open the page in this archive, and send the form from there.",
    ),
    404: (
        "There is no such page",
        "The address may be mistyped, or the story may have left the archive. Search for it.",
    ),
    405: (
        "This page cannot be asked that way",
        "Open it as a link, or send the form that belongs to it.",
    ),
    413: ("That is too long to send", "Shorten the name or the search, and send it again."),
    414: ("This address is too long", "Use fewer filters, or a shorter query."),
    500: (
        "Something went wrong in the archive",
        "It is not your doing. The server's log says more; the archive itself is unharmed.",
    ),
    503: ("The archive cannot answer just now", "Try again in a moment."),
}
PROBLEM = "application/problem+json"
_JSON = ("application/json", PROBLEM)
_NO_INDEX = Fault(
    503,
    "Nothing has been indexed yet",
    "Point the archive at a folder of saved stories, then reload this page:",
    "cuttings index PATH",
)


def fault_of(error: ArchiveError) -> Fault:
    """Say in a reader's words what an error of the archive means.

    Errors of the store and the index name folders of the server; those stay in its log.
    """
    match error:
        case NotFoundError():
            return Fault(404, "Not in the archive", sentence(str(error)))
        case ConflictError():
            return Fault(409, "That is taken", "Choose another name, and send it again.")
        case CorrectionError():
            return Fault(409, "That cannot be put right so", sentence(str(error)))
        case BatchError():
            return Fault(400, "This list cannot be counted", sentence(str(error)))
        case TokenError():
            return Fault(400, "This token leads nowhere", sentence(str(error)))
        case NoIndexError():
            return _NO_INDEX
        case WriterBusyError():
            return Fault(503, "The archive is being written", "Try again in a moment.")
        case EngineDownError():
            return Fault(
                503,
                "The search engine does not answer",
                "Stories, and the names and notes kept of them, can still be opened by their "
                "links. Searching goes on by itself when the engine is back; try again in a "
                "moment.",
            )
        case DamagedRowError():
            return Fault(
                503,
                "What this page shows is damaged",
                "A row of the database that it needs holds what was never written. The rest of "
                "the archive can be read. To see which it is, and what mends it, run:",
                "cuttings check",
            )
        case StoreLostError():
            return Fault(
                503,
                "The database does not answer",
                "Nothing is lost. Try again in a moment.",
            )
        case StoreError() | EngineError():
            return Fault(
                503,
                "The archive cannot be read",
                "The server's log says what is wrong. To see its state, run:",
                "cuttings status",
            )
        case _:
            return Fault(500, *_FAULTS[500])


def register_errors(app: Flask) -> None:
    """Answer errors of the archive, of HTTP, and those nobody foresaw."""

    @app.errorhandler(ArchiveError)
    def _archive_error(error: ArchiveError) -> Response:
        fault = fault_of(error)
        if fault.status >= 500 and not isinstance(error, NoIndexError):
            app.logger.error("%s %s: %s", request.method, request.path, error)
        return answer_fault(fault)

    @app.errorhandler(HTTPException)
    def _http_error(error: HTTPException) -> Response:
        response = error.get_response()
        if response.status_code < 400:
            return Response(response.response, response.status, response.headers)
        answer = answer_fault(_http_fault(error, response.status_code))
        if allow := response.headers.get("Allow"):
            answer.headers["Allow"] = allow
        return answer

    @app.errorhandler(Exception)
    def _unforeseen(error: Exception) -> Response:
        app.logger.exception("%s %s", request.method, request.path, exc_info=error)
        return answer_fault(Fault(500, *_FAULTS[500]))


def answer_fault(fault: Fault) -> Response:
    """The page for a fault, or where JSON was asked for a problem."""
    if wants_json():
        response = jsonify(_problem(fault))
        response.content_type = PROBLEM
    else:
        response = make_response(render_template("error.html", fault=fault))
    response.status_code = fault.status
    if fault.status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def wants_json() -> bool:
    """Whether the answer is for a program: asked for as JSON, or at an address for programs by
    what does not say that it reads pages."""
    accepted = request.accept_mimetypes
    if "text/html" not in accepted.values():
        return any(media in accepted.values() for media in _JSON) or _is_for_programs()
    return accepted.best_match(["text/html", *_JSON]) in _JSON or request.path.endswith(".json")


def heading_of(status: int) -> str:
    """What a status means to a reader."""
    return _FAULTS[status][0]


def _is_for_programs() -> bool:
    """Whether programs ask at this address, with whatever method."""
    endpoint, refused = request.endpoint, request.routing_exception
    if isinstance(refused, MethodNotAllowed) and refused.valid_methods:
        routes = current_app.create_url_adapter(request)
        endpoint = routes.match(method=next(iter(refused.valid_methods)))[0] if routes else None
    view = current_app.view_functions.get(endpoint or "")
    return operation_of(view) is not None or request.path.endswith(".json")


def _problem(fault: Fault) -> Problem:
    problem: Problem = {
        "ok": False,
        "status": fault.status,
        "title": fault.heading,
        "detail": fault.advice,
        "error": f"{fault.heading}. {fault.advice}",
    }
    if fault.command:
        problem["command"] = fault.command
    return problem


def _http_fault(error: HTTPException, status: int) -> Fault:
    heading, advice = _FAULTS.get(status, (error.name, _FAULTS[400][1]))
    own_words = type(error).description != error.description and error.description
    return Fault(status, heading, own_words or advice)
