public import ArgumentParser
public import OpenStackClient

extension ImageVisibility: ExpressibleByArgument {}
