/// Changes the command line with which the guest's boot loader starts its kernels.
public struct KernelArgumentsStep: Sendable, Hashable, Encodable {
  /// Arguments that are there when the step is done: `console=ttyS0`.
  public var add: [String]
  /// Arguments that are not: `quiet`, or a name alone, which stands for it with any value.
  public var remove: [String]

  /// Makes the step.
  public init(add: [String] = [], remove: [String] = []) {
    self.add = add
    self.remove = remove
  }

  /// Whether `text` is one argument, with nothing that a shell or a boot loader reads otherwise.
  public static func isArgument(_ text: String) -> Bool {
    text.wholeMatch(of: /[A-Za-z0-9_.-]+(=[A-Za-z0-9_.,:;@%+=\/~-]*)?/) != nil
  }
}

extension KernelArgumentsStep: StepDetails {
  var kind: String { "kernel-arguments" }
  var summary: String {
    var parts: [String] = []
    if !add.isEmpty { parts.append("add " + add.joined(separator: " ")) }
    if !remove.isEmpty { parts.append("remove " + remove.joined(separator: " ")) }
    return "kernel-arguments: " + parts.joined(separator: "; ")
  }
}
