"""Render notebooks: participants get a page that needs nothing afterwards, staff a live one.

The head of the page is sent before the kernel starts. A participant's kernel ends as soon as the
page is rendered; a staff kernel lives as long as its page, and belongs to the person who opened
it: nobody else can reach it, whatever kernel id they know.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from html import escape
from os import environ
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

import tornado.web
from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.iostream import StreamClosedError
from voila.handler import BaseVoilaHandler
from voila.notebook_renderer import NotebookRenderer
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler
from voila.utils import get_page_config

from wpo.model.people import EVALUATION, HANDBOOK, Person
from wpo.serving.doors import ask_for_link, person_of, refuse
from wpo.serving.leaving import page_parts
from wpo.store.database import data_folder, database_url

KERNEL = "python3"  # the server starts it by forking; see wpo.serving.kernels
# Live pages keep a kernel of their own. Every other page needs nothing once it is there.
LIVE = frozenset(
    {
        "projectleider/opdracht_bekijken.ipynb",
        "beheerder/mensen.ipynb",
        "projectleider/inlezen.ipynb",
        "projectleider/nalezen.ipynb",
        "onderzoeker/coderen.ipynb",
        "coach/intikken.ipynb",
        *EVALUATION,
    }
)
DASHBOARDS = "dashboards"  # the kernels that start with everything the dashboards need
UNUSED = frozenset({"jupyterlab-plotly", "jupyterlab_pygments"})  # 4.8 MB that no page here needs
_TEMPLATES = (
    {"deelnemer/oefenen.ipynb": "deelnemer"}
    | dict.fromkeys(HANDBOOK, "blad")
    | dict.fromkeys(LIVE, "staf")
)
FLOOR = "vloer"


# What a kernel may know of the server's surroundings; secrets of the server are never in here.
HANDED_ON = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TZ",
    "TMPDIR",
    "JUPYTER_PATH",
    "WPO_CONTENT",
    "WPO_OVERLAY",
    "WPO_CLOCK",
)


def kernel_env(person: Person, notebook: str, address: str, query: str) -> dict[str, str]:
    """Return the whole environment of the kernel behind one page.

    A kernel learns who the person is and where facts are kept only for roles whose pages are about
    people, and behind the few doors of other roles that reach the store; what of it the page shows
    is the business of that page.
    """
    env = {name: environ[name] for name in HANDED_ON if name in environ}
    env |= {"SCRIPT_NAME": address, "QUERY_STRING": query}
    if person.reaches_store(notebook):
        env |= {"WPO_PERSON": person.code, "WPO_DATABASE": database_url()}
    if notebook in EVALUATION:
        env |= {"WPO_EXTRACTS": str(extracts_folder()), "WPO_ROOM": DASHBOARDS}
        env["WPO_ROLE"] = person.role.value  # stands beside a decision; who it is, stands nowhere
    return env


def extracts_folder() -> Path:
    """Return where research sets are: ``WPO_EXTRACTS``, else ``extracts`` in the data folder."""
    return Path(environ.get("WPO_EXTRACTS") or data_folder() / "extracts").resolve()


def without_unused(config: dict[str, Any]) -> dict[str, Any]:
    """Return the settings of a live page without extensions that load and are never used."""
    kept = [one for one in config["federated_extensions"] if one["name"] not in UNUSED]
    return config | {"federated_extensions": kept}


def broken(doors: Mapping[str, str]) -> str:
    """Return what stands on a page that could not be made."""
    return f"<h1>{escape(doors['broken'])}</h1><p>{escape(doors['broken_next'])}</p>"


class _Renderer(NotebookRenderer):  # type: ignore[misc]
    """Gives a notebook the template of a role; the notebooks name none, so they open anywhere."""

    template = ""

    async def load_notebook(self, path: str) -> Any:
        notebook = await super().load_notebook(path)
        notebook.metadata["voila"] = {"template": self.template}
        return notebook


class NotebookPage(BaseVoilaHandler):  # type: ignore[misc]
    """One notebook as a page, for a person whose role has that door."""

    # At most this many kernels start at once: more would only make everybody wait longer.
    starting: ClassVar[asyncio.Semaphore] = asyncio.Semaphore(4)

    def initialize(self, **kwargs: Any) -> None:
        """Keep what the server hands to every page."""
        super().initialize(**kwargs)
        self.template_paths = kwargs["template_paths"]
        self.traitlet_config = kwargs["config"]

    @allow_unauthenticated  # Jupyter would redirect; strangers get a calm page instead
    async def get(self, path: str) -> None:
        """Render the notebook, piece by piece."""
        person = person_of(self)
        if person is None:
            ask_for_link(self)
            return
        if not person.may_open(path):
            refuse(self, "not_yours")
            return
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        renderer = self._renderer(path)
        await renderer.initialize()
        renderer.resources |= page_parts(self)
        kernel_id = str(uuid4())
        env = kernel_env(person, path, self.request.path, self.request.query)
        pieces = renderer.generate_content_generator(
            kernel_id, self._start_kernel(kernel_id, path, env, person)
        )
        try:
            await self._write_all(pieces)
            self.finish()  # the browser waits for the end of the page, not of the kernel
        except StreamClosedError:
            pass  # whoever asked has gone
        finally:
            if path not in LIVE:
                await self._end_kernel(kernel_id)

    async def _write_all(self, pieces: AsyncIterator[tuple[str, Any]]) -> None:
        try:
            async for piece, _ in pieces:
                self.write(piece)
                await self.flush()
        except StreamClosedError:
            raise
        except Exception:
            self.log.error("Een pagina kon niet worden gemaakt", exc_info=True)
            # The head is out: only words can follow.
            self.write(broken(self.settings["wpo_doors"]) + "</main></body></html>")

    async def _start_kernel(
        self, kernel_id: str, path: str, env: dict[str, str], person: Person
    ) -> Any:
        async with self.starting:
            await self.kernel_manager.start_kernel(
                kernel_id=kernel_id,
                kernel_name=KERNEL,
                path=str(Path(path).parent),
                env=env,
            )
        owners = self.settings["wpo_kernel_owners"]
        for gone in [one for one in owners if one not in self.kernel_manager]:
            del owners[gone]
        owners[kernel_id] = person.code
        return self.kernel_manager.get_kernel(kernel_id)

    async def _end_kernel(self, kernel_id: str) -> None:
        if kernel_id in self.kernel_manager:
            await self.kernel_manager.shutdown_kernel(kernel_id, now=True)

    def _renderer(self, path: str) -> _Renderer:
        configuration = self.voila_configuration
        page = {
            "base_url": self.base_url,
            "settings": self.settings,
            "log": self.log,
            "voila_configuration": configuration,
        }
        renderer = _Renderer(
            request_handler=self,
            voila_configuration=configuration,
            traitlet_config=self.traitlet_config,
            notebook_path=path,
            template_paths=self.template_paths,
            config_manager=self.config_manager,
            contents_manager=self.contents_manager,
            base_url=self.base_url,
            kernel_spec_manager=self.kernel_spec_manager,
            page_config=without_unused(get_page_config(**page)) if path in LIVE else {},
            mathjax_config="",
            mathjax_url="",
        )
        renderer.template = _TEMPLATES.get(path, FLOOR)
        return renderer


class _OwnKernel:
    """Lets only the person who opened a page reach the kernel behind it."""

    settings: dict[str, Any]
    path_kwargs: dict[str, str]

    async def prepare(self) -> None:
        person = person_of(self)  # type: ignore[arg-type]  # always mixed into a handler
        owner = self.settings["wpo_kernel_owners"].get(self.path_kwargs["kernel_id"])
        if person is None or owner != person.code:
            raise tornado.web.HTTPError(404)
        await super().prepare()  # type: ignore[misc]


class OwnKernelChannels(_OwnKernel, VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """The websocket of a live page."""


class OwnKernel(_OwnKernel, KernelHandler):  # type: ignore[misc]
    """The state of a live page's kernel."""


class OwnKernelEnd(_OwnKernel, VoilaShutdownKernelHandler):  # type: ignore[misc]
    """Ends the kernel of a live page when the page is closed."""
