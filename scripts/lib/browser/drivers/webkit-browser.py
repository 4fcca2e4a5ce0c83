#!/usr/bin/python3
"""webkit-browser.py PROFILE: a browser of one window on WebKitGTK, for WebKitWebDriver.

MiniBrowser, which comes with the library, stores nothing and logs nothing while it is driven. This one keeps what pages store in the
folder PROFILE, and writes what they log to its standard output.
"""

import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402

PROFILE = sys.argv[1]
WIDTH, HEIGHT = 1280, 900

context = WebKit2.WebContext(
    website_data_manager=WebKit2.WebsiteDataManager(
        base_data_directory=f"{PROFILE}/data", base_cache_directory=f"{PROFILE}/cache"
    ),
    process_swap_on_cross_site_navigation_enabled=True,
)
settings = WebKit2.Settings(
    enable_write_console_messages_to_stdout=True,
    # With OpenGL, the thread that composes the page has crashed in Mesa, the software renderer that stands in for a graphics card.
    hardware_acceleration_policy=WebKit2.HardwareAccelerationPolicy.NEVER,
)


def open_window(_session):
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True, settings=settings)
    window = Gtk.Window()
    window.set_default_size(WIDTH, HEIGHT)
    window.add(view)
    window.show_all()
    view.connect("close", lambda _view: window.destroy())
    return view


def start_session(_context, session):
    info = WebKit2.ApplicationInfo()
    info.set_name("webkit-browser")
    info.set_version(WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version())
    session.set_application_info(info)
    session.connect("create-web-view", open_window)


context.set_automation_allowed(True)
context.connect("automation-started", start_session)
Gtk.main()
