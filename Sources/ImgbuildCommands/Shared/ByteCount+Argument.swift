public import ArgumentParser
public import BuildFoundation

extension ByteCount: ExpressibleByArgument {
  /// Reads `20GiB`, `512M` or a number of bytes.
  public init?(argument: String) { self.init(argument) }
}
