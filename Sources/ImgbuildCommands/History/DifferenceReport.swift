import BuildFoundation
import BuildHistory
import TerminalUI

/// A difference as `history diff` shows it.
struct DifferenceReport {
  /// Steps whose time changed by less say nothing.
  private static let leastSeconds = 1.0

  private let difference: BuildDifference

  init(_ difference: BuildDifference) { self.difference = difference }

  func lines(width: Int?, style: TerminalStyle) -> [String] {
    let (old, new) = (difference.old, difference.new)
    let names = old.name == new.name ? new.name : "\(old.name) → \(new.name)"
    var lines = [
      TextColour.bold(names.sanitized, style) + "  run \(old.id) (\(old.started.localMinute)) → "
        + "run \(new.id) (\(new.started.localMinute))",
      difference.headline,
    ]
    for (title, table) in [
      ("packages", packages), ("properties", values(difference.properties)),
      ("made from", values(difference.inputs)), ("time", times),
    ] {
      guard let table else { continue }
      lines += ["", TextColour.bold(title, style)]
      lines += table.lines(width: width.map { $0 - 2 }, style: style).map { "  \($0)" }
    }
    return lines
  }

  private var packages: TextTable? {
    guard !difference.packages.isEmpty else { return nil }
    let order = PackageChange.Kind.allCases
    let rows = order.flatMap { kind in difference.packages.filter { $0.kind == kind } }
      .map { change -> [TextTable.Cell] in
        let versions = [change.old, change.new].filter { !$0.isEmpty }
          .map { $0.joined(separator: ", ") }
        return [
          .init(change.kind.rawValue, change.kind.colour), .init(change.name),
          .init(versions.joined(separator: " → ")),
        ]
      }
    return TextTable([("CHANGE", .left), ("PACKAGE", .left), ("VERSION", .left)], rows: rows)
  }

  private func values(_ changes: [ValueChange]) -> TextTable? {
    guard !changes.isEmpty else { return nil }
    let rows = changes.map { change -> [TextTable.Cell] in
      let kind: PackageChange.Kind? =
        change.old == nil ? .added : change.new == nil ? .removed : nil
      return [
        .init(kind?.rawValue ?? "changed", kind?.colour ?? .yellow), .init(change.name),
        .init([change.old, change.new].compactMap { $0 }.joined(separator: " → ")),
      ]
    }
    return TextTable([("CHANGE", .left), ("NAME", .left), ("VALUE", .left)], rows: rows)
  }

  private var times: TextTable? {
    let changes = difference.activities.filter { change in
      abs(change.seconds) >= Self.leastSeconds
    }
    guard !changes.isEmpty else { return nil }
    let rows = changes.map { change -> [TextTable.Cell] in
      [
        .init(
          BuildDifference.signed(seconds: change.seconds) ?? "",
          change.seconds > 0 ? .yellow : .green),
        .init("\(Self.text(change.old)) → \(Self.text(change.new))"), .init(change.title),
      ]
    }
    return TextTable([("CHANGE", .right), ("TIME", .left), ("STEP", .left)], rows: rows)
  }

  private static func text(_ activity: ActivityRun?) -> String {
    guard let activity else { return "none" }
    return activity.outcome == .cached ? "cached" : Duration.seconds(activity.seconds).inWords
  }
}

extension PackageChange.Kind {
  fileprivate var colour: TextColour {
    switch self {
    case .added: .green
    case .removed: .red
    case .upgraded: .cyan
    case .downgraded: .yellow
    }
  }
}
