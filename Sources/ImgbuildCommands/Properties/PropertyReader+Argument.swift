public import ArgumentParser
public import ImageProperties

extension PropertyReader: ExpressibleByArgument {}
