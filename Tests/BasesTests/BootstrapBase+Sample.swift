import BuildFoundation
import Recipes

@testable import Bases

func located<Value>(_ value: Value) -> Located<Value> {
  Located(value, at: SourceLocation(file: "web.yml", line: 1, column: 1))
}

extension DebianBootstrap {
  static func sample(
    suite: String = "bookworm", architecture: BootstrapBase.Architecture? = nil,
    mirror: String? = nil, include: [String] = [], size: ByteCount = .gibibytes(4)
  ) throws -> DebianBootstrap {
    try DebianBootstrap(
      BootstrapBase(
        distribution: located(.debian), suite: located(suite),
        architecture: architecture.map { located($0) }, mirror: mirror.map { located($0) },
        include: include.map { located($0) }),
      diskSize: size)
  }
}
