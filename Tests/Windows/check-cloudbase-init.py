"""Reads configuration files with Cloudbase-Init's own option definitions.

Arguments: any number of configuration files.
Standard output: a JSON object with, for each file in that order, `values` (every option of every section as Cloudbase-Init
has it), `unknown` (what stands in the file and is no option of its) and `classes` (of each class that the file names,
whether the package has it). Whether a class is there is read from the sources: most of them import only on Windows.
"""

import ast
import json
import logging
import pathlib
import sys

import cloudbaseinit
from cloudbaseinit.conf import factory
from oslo_config import cfg, iniparser
from oslo_log import log

# That an option is deprecated is said on standard error, among what the caller reads.
logging.disable()

LISTS_OF_CLASSES = ("metadata_services", "plugins", "user_data_plugins")


class Names(iniparser.BaseParser):
    """The options that stand in a file."""

    def __init__(self):
        self.section = None
        self.names = []

    def new_section(self, section):
        self.section = section

    def assignment(self, key, value):
        self.names.append((self.section, key))


def options_of(config):
    """All options that are registered, by section."""
    sections = {"DEFAULT": [info["opt"] for info in config._opts.values()]}
    for name, group in config._groups.items():
        sections[name] = [info["opt"] for info in group._opts.values()]
    return sections


def has_class(path):
    module, name = path.rsplit(".", 1)
    parts = module.split(".")
    file = pathlib.Path(cloudbaseinit.__file__).parent.joinpath(*parts[1:]).with_suffix(".py")
    if parts[0] != "cloudbaseinit" or not file.is_file():
        return False
    tree = ast.parse(file.read_text())
    return any(isinstance(node, ast.ClassDef) and node.name == name for node in tree.body)


def read(path):
    config = cfg.ConfigOpts()
    log.register_options(config)
    for options in factory.get_options():
        options(config).register()
    config(["--config-file", path], project="cloudbase-init", default_config_files=[])

    sections = options_of(config)
    values = {
        section: {
            option.dest: getattr(config if section == "DEFAULT" else config[section], option.dest)
            for option in options
        }
        for section, options in sections.items()
    }
    names = Names()
    with open(path, encoding="ascii", newline="") as file:
        names.parse(file)
    known = {(section, option.dest) for section, options in sections.items() for option in options}
    classes = [name for option in LISTS_OF_CLASSES for name in values["DEFAULT"][option]]
    return {
        "values": values,
        "unknown": [f"{section}/{name}" for section, name in names.names if (section, name) not in known],
        "classes": {name: has_class(name) for name in classes},
    }


json.dump([read(path) for path in sys.argv[1:]], sys.stdout, default=str)
