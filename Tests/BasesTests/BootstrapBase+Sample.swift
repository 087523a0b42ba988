import BuildFoundation
import Recipes

@testable import Bases

func located<Value>(_ value: Value) -> Located<Value> {
  Located(value, at: SourceLocation(file: "web.yml", line: 1, column: 1))
}

extension DebianBootstrap {
  static func sample(
    suite: String = "bookworm", architecture: BootstrapBase.Architecture? = nil,
    distribution: BootstrapBase.Distribution = .debian, mirror: String? = nil,
    include: [String] = [], releases: [String: String]? = ["0 bookworm": "sha256:00"],
    size: ByteCount = .gibibytes(4)
  ) throws -> DebianBootstrap {
    try DebianBootstrap(
      BootstrapBase(
        distribution: located(distribution), suite: located(suite),
        architecture: architecture.map { located($0) }, mirror: mirror.map { located($0) },
        include: include.map { located($0) }),
      diskSize: size, mirrors: MirrorState(releases: releases))
  }
}
