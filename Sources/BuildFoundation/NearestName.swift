/// The name of `names` that `name` is most likely a slip of, for "did you mean"; nil when none is near.
///
/// Near is a distance of at most a third of the longer name, and at least 1; case is ignored. Of
/// equally near names the first one wins. Names longer than 64 characters are never near, and none
/// is that is further than `most`.
public func nearestName(
  to name: String, in names: some Sequence<String>, within most: Int = .max
) -> String? {
  let wanted = Array(name.lowercased())
  guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
  var best: (name: String, distance: Int)?
  for candidate in names {
    let characters = Array(candidate.lowercased())
    let limit = min(most, max(1, max(wanted.count, characters.count) / 3))
    guard abs(characters.count - wanted.count) <= limit, characters.count <= 64 else { continue }
    let distance = editDistance(wanted, characters)
    guard distance <= limit, distance < min(wanted.count, characters.count) else { continue }
    if distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.name
}

/// The number of insertions, deletions, replacements and swaps of neighbours between two texts:
/// the restricted Damerau–Levenshtein distance.
func editDistance(_ first: [Character], _ second: [Character]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...second.count)
  for (row, left) in first.enumerated() {
    var current = [row + 1]
    for (column, right) in second.enumerated() {
      var cost = min(
        last[column + 1] + 1, current[column] + 1, last[column] + (left == right ? 0 : 1))
      if row > 0, column > 0, left == second[column - 1], first[row - 1] == right {
        cost = min(cost, beforeLast[column - 1] + 1)
      }
      current.append(cost)
    }
    beforeLast = last
    last = current
  }
  return last[second.count]
}
