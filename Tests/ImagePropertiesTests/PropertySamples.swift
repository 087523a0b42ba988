import ImageProperties

/// Sets of properties to hold our reading against Nova's: right, wrong and in between.
struct PropertySamples {
  private var state: UInt64

  /// The same seed gives the same sets.
  init(seed: UInt64) { state = seed }

  /// Every name that Nova reads, and some that it does not.
  private static let names: [String] =
    PropertyCatalogue.standard.definitions.flatMap { definition in
      definition.prefix.map { prefix in
        definition.type == .choice
          ? ["trait:HW_CPU_X86_AVX2", "trait:CUSTOM_A", "trait:", "traits_required"]
          : [
            "\(prefix)0", "\(prefix)1", "\(prefix)2", "\(prefix)127", "\(prefix)01",
            definition.field ?? "",
          ]
      } ?? definition.allNames
    } + [
      "img_mappings", "img_block_device_mapping", "hw_disk_buss", "company:owner", "Architecture",
    ]

  /// Values that are borderline for one type or another.
  private static let values = [
    "", " ", "yes", "YES", " true\t", "on", "t", "1", "0", "off", "None", "null", "maybe", "-1",
    "+1",
    "007", "1_000", "1__0", "_1", "1.0", "1e3", "0x10", "٣٤", "\u{FF11}", "²", "\u{1C}7\u{1F}",
    "\u{A0}8\u{2003}",
    "-0", "- 1", "99999999999999999999999", "virtio", "Virtio", "virtio ", "\u{212A}vm",
    "\u{212A}VM", "qemu",
    "ECC_SECT409\u{212A}1", "ide", "scsi", "uefi", "UEFI", "bios", "AMD64", "x86_64", "x86-64",
    "arm64", "i386",
    "WINDOWS", "Linux", "pv", "hv", "baremetal", "xapi", "lsilogicsas", "ParaVirtual",
    "VirtualE1000e", "VMXNET3",
    "required", "Required", "optional", "disabled", "2.0", "2", "1.2", ">=2.6", " >= 2.6 , < 3 ",
    ">2.0rc1.post2",
    "==1!2.3+local.1", "~=2.6", "2.6", ">=", ">=2.6,", ">= 2 6", "<v10", ">=1.0-1", ">=\u{0663}",
    "0-3", "0-3,^2",
    "3-1", "^1", "a-b", "1,,2", " 1 - 3 , ^ 2 ", "-1", "1-", "^", "0--0", "[]", "{}", "[{}]", "[1]",
    "[[]]", "[null]",
    #"[{"a": "b", "c": null}]"#, #"[{"a": 1, "b": true}]"#, #"[{"a": []}]"#,
    #"[{"a": {"b": "c"}}]"#, "[", "\"text\"",
    "c5e5a5a5-1111-2222-3333-444444444444", "straße", "İde", "ﬁ",
  ]

  /// Each name with the words of its own and a few others, and some names of each type with every
  /// value, one at a time.
  static let single: [[String: String]] = {
    var seen: [String: Int] = [:]
    return names.flatMap { name in
      let definition = PropertyCatalogue.standard.find(name)
      let kind = "\(definition?.type.rawValue ?? "") \(definition?.anyCase ?? false)"
      seen[kind, default: 0] += 1
      let isFirst = seen[kind, default: 0] <= 6 || definition?.prefix != nil
      let own = definition.map { $0.values + $0.synonyms.keys.sorted() } ?? []
      let others = isFirst ? values : Array(values.prefix(16))
      return (others + own + own.map { $0.uppercased() }).map { [name: $0] }
    }
  }()

  /// Sets of one to eight properties, most of them with values of their own type.
  mutating func sets(_ count: Int) -> [[String: String]] {
    (0..<count).map { _ in
      var properties: [String: String] = [:]
      for _ in 0..<(1 + next(8)) {
        let name = Self.names[next(Self.names.count)]
        properties[name] = value(for: name)
      }
      return properties
    }
  }

  private mutating func value(for name: String) -> String {
    guard next(4) > 0, let definition = PropertyCatalogue.standard.find(name) else {
      return Self.values[next(Self.values.count)]
    }
    switch definition.type {
    case .choice:
      let words = definition.values + definition.synonyms.keys.sorted()
      let word = words[next(words.count)]
      return [word, word, word, word.uppercased(), " \(word)", String(word.dropLast())][next(6)]
    case .boolean, .flag: return ["yes", "no", "True", "f", "si"][next(5)]
    case .integer:
      return ["\(next(1000))", "-\(next(9))", " \(next(9))_0 ", "\(next(9)).0"][next(4)]
    case .cpus:
      return ["\(next(4))-\(next(8))", "\(next(9)),^\(next(9))", "0-7,^\(next(9))"][next(3)]
    case .version: return [">=\(next(9)).\(next(9))", "<\(next(9)),!=1.0", "=\(next(9))"][next(3)]
    case .mappings: return ["[]", #"[{"virtual": "root", "device": "vda"}]"#, "root"][next(3)]
    case .text, .identifier, .names:
      return ["text", "c5e5a5a5-1111-2222-3333-444444444444", "ü"][next(3)]
    }
  }

  /// SplitMix64, below `limit`.
  private mutating func next(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
  }
}
