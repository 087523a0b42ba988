"""Reads image properties with Nova's own code.

Standard input: a JSON list of dictionaries of properties, as Glance keeps them.
Standard output: a JSON object: `readings`, one for each dictionary, and `fields`, what Nova knows of each property.

What is Nova's here: nova.image.glance, nova.objects.image_meta, nova.objects.fields, nova.virt.hardware and the oslo
libraries below them. Their other imports (messaging, databases, clients) read no property: stand-ins take their place.
"""

import importlib.abc
import importlib.machinery
import json
import sys
import types
import warnings
from unittest import mock

ABSENT = (
    "castellan", "cryptography", "eventlet", "glanceclient", "keystoneauth1", "nova.compute", "nova.conf",
    "nova.context", "nova.db", "nova.objects.compute_node", "nova.pci", "nova.rpc", "nova.scheduler", "nova.utils",
    "os_traits", "oslo_cache", "oslo_context", "oslo_log", "oslo_messaging", "requests", "stevedore", "webob",
)


class StandIn(types.ModuleType):
    """A module in which every name is there: classes are exceptions, so that they can be derived from."""

    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        value = type(name, (Exception,), {}) if name[0].isupper() else mock.MagicMock(name=name)
        setattr(self, name, value)
        return value


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        if any(name == absent or name.startswith(absent + ".") for absent in ABSENT):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec):
        return StandIn(spec.name)

    def exec_module(self, module):
        pass


sys.meta_path.insert(0, Finder())
warnings.simplefilter("ignore")

from nova import objects  # noqa: E402
from nova.image import glance  # noqa: E402
from nova.objects import image_meta  # noqa: E402, F401


def tagged(value):
    """A value that JSON keeps apart from others that look like it."""
    if isinstance(value, bool):
        return {"boolean": value}
    if isinstance(value, int):
        return {"integer": str(value)}
    if isinstance(value, str):
        return {"text": value}
    if isinstance(value, (set, frozenset)):
        return {"numbers": [str(number) for number in sorted(value)]}
    if isinstance(value, dict):
        return {"mapping": dict(value)}
    if isinstance(value, list):
        return {"list": [tagged(element) for element in value]}
    raise TypeError(type(value))


def reading(properties):
    try:
        # The way from Glance's answer to Nova's object.
        image = glance._convert_from_string({"properties": dict(properties)})
        props = objects.ImageMeta.from_dict(image).properties
        values = {name: tagged(getattr(props, name)) for name in props.fields if name in props}
        if "traits_required" in values:
            values["traits_required"]["list"].sort(key=lambda trait: trait["text"])
        return {"values": values}
    except Exception as error:
        return {"refused": f"{type(error).__name__}: {error}"}


def description(field):
    kind = field._type
    return {
        "type": type(kind).__name__,
        "values": sorted(kind.valid_values) if hasattr(kind, "valid_values") else [],
    }


json.dump(
    {
        "readings": [reading(properties) for properties in json.load(sys.stdin)],
        "fields": {name: description(field) for name, field in objects.ImageMetaProps.fields.items()},
        "aliases": objects.ImageMetaProps._legacy_property_map,
    },
    sys.stdout,
)
