"""The server: Voilà with doors of its own.

Voilà serves every notebook below its root to everybody, with a file browser beside it. Here the
list of addresses is written out; what does not stand in it does not exist.
"""

import logging
from os import environ, pathsep
from pathlib import Path
from typing import Any, ClassVar

import tornado.web
from jupyter_server.base.handlers import FileFindHandler
from sqlalchemy import Engine
from traitlets.config import Config
from voila.app import Voila
from voila.static_file_handler import MultiStaticFileHandler, TemplateStaticFileHandler

from wpo.apps.practising import publish
from wpo.catalogue.loading import Catalogue, load
from wpo.drawing.addresses import PICTURES, picture_at
from wpo.drawing.scenes import draw
from wpo.figures.library import LIBRARY, packed_library
from wpo.model.people import ENTRANCE
from wpo.player.forms import floor_head
from wpo.player.html import asset, player_head
from wpo.player.page import PHOTOS
from wpo.publish.documents import document_style
from wpo.serving.account import PASSWORD as OWN_PASSWORD
from wpo.serving.account import SECOND_STEP, AccountPage, PasswordPage, SecondStepPage
from wpo.serving.badges import BADGES, Badges
from wpo.serving.deliveries import Deliveries
from wpo.serving.doors import CARD, LEAVE, LOGIN, STEPS, Card, Doors, Entrance, Hall, person_of
from wpo.serving.kernels.nursery import warm_up_soon
from wpo.serving.kernels.provisioner import NAME as FORKED
from wpo.serving.kernels.provisioner import ForkedKernelProvisioner, register
from wpo.serving.leaving import ACCOUNT, LEFT, TABLET, Here, Leave, Left, Tablet
from wpo.serving.leaving import HERE as STILL_HERE
from wpo.serving.login import CodeStep, Login, PasswordStep
from wpo.serving.openid import BACK, START, OpenId, OpenIdBack, OpenIdStart, openid_settings
from wpo.serving.pages import (
    DASHBOARDS,
    NotebookPage,
    OwnKernel,
    OwnKernelChannels,
    OwnKernelEnd,
    broken,
    extracts_folder,
)
from wpo.serving.picture_step import PictureStep
from wpo.serving.rights import ERASE, ERASED, TAKE_ALONG, Erase, Erased, TakeAlong
from wpo.store.clock import now

HERE = Path(__file__).parent
NOTEBOOKS = HERE.parents[1] / "notebooks"
EVENTS = "/wpo/api/events"
RESEARCH_SETS = "*/manifest.json"  # in the folder where they are
KERNEL_ID = r"(?P<kernel_id>[0-9a-f-]{36})"

# Pages load nothing from another host, and no other site shows them in a frame.
SECURITY = {
    "Content-Security-Policy": (
        "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src 'self' ws: wss:;"
        " frame-ancestors 'self'; form-action 'self'; base-uri 'self'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

# A picture or a recording that is opened by itself does nothing.
ONLY_LOOK = "default-src 'none'; style-src 'unsafe-inline'"


class WpoServer(Voila):  # type: ignore[misc]
    """Voilà, serving the notebooks as doors of roles."""

    name = "wpo"
    engine: Engine
    content: Path
    catalogue: Catalogue
    secret: bytes
    openid: OpenId | None
    aliases: ClassVar[dict[str, str]] = {}

    def init_settings(self) -> dict[str, Any]:
        """Add what our own handlers need, and compression."""
        settings: dict[str, Any] = super().init_settings()
        return settings | {
            "compress_response": True,
            "cookie_secret": self.secret,
            "login_url": "/",
            "log_function": self._log_request,
            "wpo_engine": self.engine,
            "wpo_doors": self.catalogue.doors,
            "wpo_art": self.catalogue.art,
            "wpo_questionnaires": self.catalogue.questionnaires,
            "wpo_openid": self.openid,
            "wpo_kernel_owners": {},
            "wpo_log": self.log,
            "headers": SECURITY,
        }

    def init_handlers(self) -> list[Any]:
        """Return every address of this server."""
        page = {
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        return [
            (r"/", Hall),
            (ENTRANCE + r"([A-Za-z0-9_-]{20,100})", Entrance),
            (LOGIN, Login),
            (STEPS["code"], CodeStep),
            (STEPS["password"], PasswordStep),
            (STEPS["picture"], PictureStep),
            (START, OpenIdStart),
            (BACK, OpenIdBack),
            (ACCOUNT, AccountPage),
            (OWN_PASSWORD, PasswordPage),
            (SECOND_STEP, SecondStepPage),
            (CARD, Card),
            (TABLET, Tablet),
            (LEAVE, Leave),
            (LEFT, Left),
            (STILL_HERE, Here),
            (EVENTS, Deliveries),
            (TAKE_ALONG, TakeAlong, {"catalogue": self.catalogue}),
            (ERASE, Erase, {"catalogue": self.catalogue}),
            (ERASED, Erased),
            (BADGES, Badges, {"catalogue": self.catalogue}),
            (r"/wpo/keeper.js", Keeper),
            (LIBRARY, Library),
            (PICTURES + r"([a-z-]+)\.svg", Drawn),
            (PHOTOS + r"([^/]+)", ContentFile, {"path": str(self.catalogue.overlay.photo_folder)}),
            (r"/wpo/geluid/(.*)", ContentFile, {"path": str(self.content / "geluid")}),
            (r"/voila/render/(.*)", NotebookPage, page),
            # What a live page needs beside its HTML: its kernel, and Voilà's own files.
            (rf"/api/kernels/{KERNEL_ID}", OwnKernel),
            (rf"/api/kernels/{KERNEL_ID}/channels", OwnKernelChannels),
            (rf"/voila/api/shutdown/{KERNEL_ID}", OwnKernelEnd),
            (r"/voila/templates/(.*)", TemplateStaticFileHandler),
            (
                r"/voila/static/(.*)",
                MultiStaticFileHandler,
                {"paths": self.static_paths, "default_filename": "index.html"},
            ),
            (
                r"/voila/labextensions/(.*)",
                FileFindHandler,
                {"path": self.labextensions_path, "no_cache_paths": []},
            ),
        ]

    def _log_request(self, handler: tornado.web.RequestHandler) -> None:
        """Log what was asked, never by whom: the first two parts of the address are enough."""
        path = "/".join(handler.request.path.split("/")[:3])
        duration_ms = 1000 * handler.request.request_time()
        status = handler.get_status()
        level = logging.WARNING if status >= 500 else logging.INFO
        self.log.log(level, "%s %s %d %.0f ms", handler.request.method, path, status, duration_ms)


class Keeper(tornado.web.RequestHandler):
    """The service worker that keeps a participant's pages for when there is no connection."""

    def get(self) -> None:
        """Serve it, for the pages that it may keep."""
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.set_header("Service-Worker-Allowed", "/voila/render/deelnemer/")
        self.set_header("Cache-Control", "no-cache")
        self.finish(asset("keeper.js"))


class Library(tornado.web.RequestHandler):
    """The library that draws figures, for whoever is logged in; a browser asks for it once."""

    def get(self) -> None:
        """Serve it as it was compressed once; a new version has a new address."""
        if person_of(self) is None:
            raise tornado.web.HTTPError(401)
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.set_header("Content-Encoding", "gzip")
        self.set_header("Cache-Control", "private, max-age=31536000, immutable")
        self.finish(packed_library())


class Drawn(tornado.web.RequestHandler):
    """A picture, drawn when it is asked for, for whoever is logged in."""

    def get(self, place: str) -> None:
        """Draw what the address describes; the same address is the same picture for ever."""
        if person_of(self) is None:
            raise tornado.web.HTTPError(401)
        try:
            picture = draw(picture_at(place, self.request.query), self.settings["wpo_art"])
        except (KeyError, ValueError) as error:
            raise tornado.web.HTTPError(404) from error
        self.set_header("Content-Type", "image/svg+xml")
        self.set_header("Cache-Control", "private, max-age=31536000, immutable")
        self.set_header("Content-Security-Policy", ONLY_LOOK)
        self.finish(picture)


class ContentFile(tornado.web.StaticFileHandler):
    """A photo of the company or a recording of the content, for whoever is logged in."""

    async def get(self, path: str, include_body: bool = True) -> None:
        """Serve the file; nothing outside its folder can be named."""
        if person_of(self) is None:
            raise tornado.web.HTTPError(401)
        await super().get(path, include_body)

    def set_extra_headers(self, path: str) -> None:  # noqa: ARG002 -- tornado's signature
        """Keep a photo a photo: an SVG with a script in it runs nothing."""
        self.set_header("Content-Security-Policy", ONLY_LOOK)
        self.set_header("X-Content-Type-Options", "nosniff")


def make_server(
    engine: Engine, content: Path, secret: bytes, port: int, host: str = "127.0.0.1"
) -> WpoServer:
    """Return a server that is ready to ``start()``.

    Parameters
    ----------
    engine
        Where facts are kept.
    content
        The content folder; a mistake in it is told here, and not to a participant.
    secret
        Signs the session cookies; the same for every worker.
    port, host
        Where it listens; another host than 127.0.0.1 wants a proxy with TLS in front.
    """
    catalogue = load(content)
    publish(engine, catalogue, now())
    known = [str(HERE / "jupyter"), environ.get("JUPYTER_PATH", "")]
    environ["JUPYTER_PATH"] = pathsep.join(known).rstrip(pathsep)  # where Voilà finds templates
    server = WpoServer(config=_settings(engine, content, catalogue))
    server.engine, server.content, server.secret = engine, content, secret
    server.catalogue = catalogue
    company = openid_settings(environ)
    server.openid = OpenId(company) if company else None
    server.port, server.ip, server.port_retries = port, host, 0
    server.open_browser = False
    server.root_dir = str(NOTEBOOKS)
    server.initialize(argv=[])
    register()
    kernels = ForkedKernelProvisioner(parent=server)
    has_sets = any(extracts_folder().glob(RESEARCH_SETS))
    rooms = [None, DASHBOARDS] if has_sets else [None]  # the dashboards' has a set to evaluate
    warm_up_soon(*(kernels.nursery_of(room) for room in rooms))
    return server


def _settings(engine: Engine, content: Path, catalogue: Catalogue) -> Config:
    """Return what Voilà and the kernels are told."""
    config = Config()
    config.VoilaConfiguration.template = "staf"
    config.VoilaConfiguration.allow_template_override = "NOTEBOOK"
    config.VoilaConfiguration.allow_theme_override = "NO"
    config.VoilaConfiguration.file_allowlist = []
    config.VoilaConfiguration.show_tracebacks = False
    config.VoilaConfiguration.resources = {
        "player_head": player_head(EVENTS),
        "floor_head": floor_head(EVENTS),
        "document_head": f"<style>{document_style()}</style>",
        "broken": broken(catalogue.doors),
    }
    config.VoilaExporter.language_code = "nl"
    config.MappingKernelManager.cull_idle_timeout = 600
    config.MappingKernelManager.cull_interval = 60
    config.Voila.identity_provider_class = Doors
    config.KernelProvisionerFactory.default_provisioner_name = FORKED
    dialect = engine.dialect  # its modules cost a kernel on PostgreSQL a third of a second
    drivers = [type(dialect).__module__, dialect.loaded_dbapi.__name__]
    config.ForkedKernelProvisioner.preload = ["ipywidgets", "anywidget", *drivers, "wpo.apps.warm"]
    overlay = catalogue.overlay.root
    config.ForkedKernelProvisioner.parent_env = {"WPO_CONTENT": str(content)} | (
        {"WPO_OVERLAY": str(overlay)} if overlay else {}
    )
    config.ForkedKernelProvisioner.watched = [
        *(f"{HERE.parent}/**/*.{ending}" for ending in ("py", "js", "css")),
        f"{content}/**",
        *([f"{overlay}/**"] if overlay else []),
    ]
    config.ForkedKernelProvisioner.rooms = {
        DASHBOARDS: {
            "preload": ["wpo.apps.evaluating.warm"],
            "watched": [f"{extracts_folder()}/{RESEARCH_SETS}"],
            "env": {"WPO_EXTRACTS": str(extracts_folder())},
        }
    }
    config.AsyncKernelManager.client_class = "wpo.serving.kernels.client.PromptKernelClient"
    return config
