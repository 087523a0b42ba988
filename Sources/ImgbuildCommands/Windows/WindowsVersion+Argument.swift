public import ArgumentParser
public import WindowsSetup

extension WindowsVersion: ExpressibleByArgument {}

extension SetupFirmware: ExpressibleByArgument {}

extension WindowsArchitecture: ExpressibleByArgument {}
