"""Follows PCI devices of virtio through registry hives as Windows would, with nothing of imgbuild's.

usage: read_drivers.py FOLDER... > drivers.json

A FOLDER has the hives SYSTEM and SOFTWARE, and `files`, the paths of all files of the disk, one a line.
"""

import json
import pathlib
import struct
import sys

from dissect.regf import regf

DEVICES = {
    "viostor": ["VEN_1AF4&DEV_1001&REV_00", "VEN_1AF4&DEV_1042&REV_01"],
    "vioscsi": ["VEN_1AF4&DEV_1004&REV_00", "VEN_1AF4&DEV_1048&REV_01"],
}


class Hive:
    def __init__(self, path):
        self.file = open(path, "rb")
        self.hive = regf.RegistryHive(self.file)

    def key(self, path):
        try:
            return self.hive.open(path)
        except regf.RegistryKeyNotFoundError:
            return None

    def value(self, path, name):
        key = self.key(path)
        if key is None:
            return None
        try:
            # The default value has no name, and this library has another for it.
            return key.value("(Default)" if name == "" else name).value
        except regf.RegistryValueNotFoundError:
            return None


def way(system, controls, device):
    """The names on the way from a device to its service, in order, or None where it ends."""
    if system.key("DriverDatabase") is None:
        key = f"{controls}\\Control\\CriticalDeviceDatabase\\PCI#{device}"
        guid = system.value(key, "ClassGUID")
        return {"inf": None, "class": guid, "service": system.value(key, "Service")}
    found = system.key(f"DriverDatabase\\DeviceIds\\PCI\\{device}")
    if found is None:
        return None
    infs = [value.name for value in found.values() if value.value == b"\x01\xff\x00\x00"]
    if len(infs) != 1:
        return {"inf": infs}
    labels = system.value(f"DriverDatabase\\DriverInfFiles\\{infs[0]}", "")
    active = system.value(f"DriverDatabase\\DriverInfFiles\\{infs[0]}", "Active")
    if labels != [active]:
        return {"inf": infs[0], "labels": labels, "active": active}
    package = f"DriverDatabase\\DriverPackages\\{active}"
    version = system.value(package, "Version")
    parts = struct.unpack("<IHHQ", version[8:24])
    descriptor = system.value(f"{package}\\Descriptors\\PCI\\{device}", "Configuration")
    configurations = system.value(
        f"DriverDatabase\\DriverInfFiles\\{infs[0]}", "Configurations"
    )
    settings = f"{package}\\Configurations\\{descriptor}"
    return {
        "inf": infs[0],
        "label": active,
        "class": f"{{{parts[0]:08X}-{parts[1]:04X}-{parts[2]:04X}-"
        + f"{version[16:18].hex().upper()}-{version[18:24].hex().upper()}}}",
        "configuration": descriptor in configurations,
        "flags": system.value(settings, "ConfigFlags"),
        "service": system.value(settings, "Service"),
    }


def read(folder):
    folder = pathlib.Path(folder)
    system, software = Hive(folder / "SYSTEM"), Hive(folder / "SOFTWARE")
    files = {line.lower() for line in (folder / "files").read_text().splitlines()}
    controls = f"ControlSet{system.value('Select', 'Current'):03}"
    drivers = {}
    for driver, devices in DEVICES.items():
        ways = [way(system, controls, device) for device in devices]
        services = {found.get("service") if found else None for found in ways}
        service = services.pop() if len(services) == 1 else None
        key = f"{controls}\\Services\\{service}"
        image = system.value(key, "ImagePath") or ""
        path = "/windows/" + image.lower().replace("\\", "/")
        drivers[driver] = {
            "ways": ways,
            "service": service,
            "start": system.value(key, "Start"),
            "type": system.value(key, "Type"),
            "group": system.value(key, "Group"),
            "image": image,
            "file": path in files,
        }
    paths = software.value("Microsoft\\Windows\\CurrentVersion", "DevicePath").split(";")
    infs = [
        path.rsplit("/", 1)[1]
        for path in sorted(files)
        if path.endswith(".inf") and path.startswith("/windows/drivers/virtio/")
    ]
    return {
        "drivers": drivers,
        "devicePath": paths,
        "infs": infs,
        "autoReboot": system.value(f"{controls}\\Control\\CrashControl", "AutoReboot"),
        "deniesRemoteDesktop": system.value(f"{controls}\\Control\\Terminal Server", "fDenyTSConnections"),
        "privateFirewall": system.value(
            f"{controls}\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\StandardProfile", "EnableFirewall"
        ),
        "guestor": system.key("DriverDatabase\\DriverInfFiles\\guestor.inf") is not None,
    }


if __name__ == "__main__":
    json.dump({pathlib.Path(f).name: read(f) for f in sys.argv[1:]}, sys.stdout, indent=1)
