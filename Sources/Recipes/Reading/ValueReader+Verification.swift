import BuildFoundation

extension ValueReader {
  /// Readers of the kinds of test, by their key.
  private static let testKinds:
    [(name: String, read: @Sendable (ValueReader) -> VerificationTest?)] =
      [
        ("http", { $0.httpTest().map { .http($0) } }),
        ("run", { $0.runTest().map { .run($0) } }),
      ]

  /// How the image is verified; nil for `false`, or after a fault.
  func verification() -> Verification? {
    if node.text != nil, !isNull {
      guard let wanted = boolean() else { return nil }
      guard !wanted else { return Verification() }
      reading.warn(
        "the image is not booted before it is used", at: location,
        hint: "leave `verify: false` out to have it proved")
      return nil
    }
    guard let map = mapping(.verification) else { return nil }
    let defaults = Verification()
    let timeout = map["timeout"].map { $0.duration() } ?? defaults.timeout
    let tests = map["tests"].map { $0.list(of: "a test") { $0.test() } } ?? []
    guard let timeout, let tests else { return nil }
    return Verification(timeout: timeout, tests: tests)
  }

  private func test() -> Located<VerificationTest>? {
    guard let map = mapping(.test),
      let found = map.onlyKind(among: Self.testKinds.map(\.name)),
      let read = Self.testKinds.first(where: { $0.name == found.name })?.read
    else { return nil }
    return read(found.value).map { Located($0, at: location) }
  }

  private func httpTest() -> HTTPTest? {
    guard let map = mapping(.httpTest) else { return nil }
    let defaults = HTTPTest()
    let port = map["port"].map { $0.integer(in: 1...65_535) } ?? defaults.port
    let path = map["path"].map { $0.requestPath() } ?? defaults.path
    let status = map["status"].map { $0.integer(in: 100...599) } ?? defaults.status
    let contains = map["contains"].map { $0.text() }
    guard let port, let path, let status, contains != .some(nil) else { return nil }
    return HTTPTest(port: port, path: path, status: status, contains: contains??.value)
  }

  private func requestPath() -> String? {
    line("a path that starts with `/`") { path in
      path.hasPrefix("/") && path.unicodeScalars.allSatisfy { $0.value > 32 && $0.value < 127 }
    }?.value
  }

  private func runTest() -> RunTest? {
    guard let map = mapping(.runTest) else { return nil }
    let script = map.required("script")?.script()
    let expect = map["expect"].map { $0.text() }
    guard let script, expect != .some(nil) else { return nil }
    return RunTest(
      script: script.value, expect: expect??.value,
      environment: reading.environment(for: script.value))
  }
}

extension Shape {
  /// A test of any kind.
  static let test = Shape(
    "A test: the key of one kind.",
    keys: [
      .optional("http", .mapping(.httpTest), httpTest.summary),
      .optional("run", .mapping(.runTest), runTest.summary),
    ])
}
