public import ArgumentParser
public import Pipeline

extension MetadataSource: ExpressibleByArgument {}
