import BuildFoundation

extension [MarkupElement] {
  /// Sets what an override says among the components of its pass; what is not there yet is made.
  mutating func apply(_ override: AnswerFileOverride, _ architecture: WindowsArchitecture) {
    let place = firstIndex { element in
      element.attributes.contains { $0.name == "name" && $0.value == override.component }
    }
    guard let place else {
      var component = MarkupElement.component(named: override.component, architecture, [])
      component.children.set(override.elements, to: override.value)
      return append(component)
    }
    self[place].children.set(override.elements, to: override.value)
  }

  /// Sets the text of the element at `path`.
  private mutating func set(_ path: [String], to value: String) {
    guard let name = path.first else { return }
    let place: Int
    if let found = firstIndex(where: { $0.name == name }) {
      place = found
    } else {
      place = endIndex
      append(MarkupElement(name))
    }
    guard path.count > 1 else { return self[place] = .setting(name, value) }
    self[place].text = nil
    self[place].children.set([String](path.dropFirst()), to: value)
  }
}
