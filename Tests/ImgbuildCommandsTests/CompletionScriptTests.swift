import ArgumentParser
import SystemPackage
import TestSupport
import Testing

@testable import ImgbuildCommands

@Suite struct CompletionScriptTests {
  /// The shells that are here; the scripts of the others are only looked at.
  private static let shells: [CompletionShell] = [.bash, .zsh, .fish]

  @Test(arguments: shells) func scriptsAreValid(shell: CompletionShell) throws {
    let script = ImgbuildCommand.completionScript(for: shell)
    for name in ["validate", "fmt", "init", "check", "yaml", "rocky"] {
      #expect(script.contains(name))
    }
    guard HostTools.has(shell.rawValue) else { return }
    let folder = try TemporaryFolder()
    let file = try folder.write("imgbuild", script)
    let run = try ToolRun(shell.rawValue, ["-n", file.string])
    #expect(run.status == 0 && run.output.isEmpty, "\(run.output)")
  }

  @Test(
    "bash completes commands, options, their values and recipes",
    arguments: [
      ("fm", "fmt"), ("fmt --ch", "--check"), ("init --from ro", "rocky"), ("run web", "web.yml"),
      ("fmt a.yml sub/", "sub/in.yaml"), ("run notes", ""), ("run --accelerator k", "kvm"),
    ])
  func completions(words: String, expected: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("script", ImgbuildCommand.completionScript(for: .bash))
    _ = try folder.write("web.yml", "")
    _ = try folder.write("notes.txt", "")
    let run = try ToolRun(
      "bash",
      [
        "-c",
        """
        source "$1"; cd "$(dirname "$1")"; mkdir sub; touch sub/in.yaml
        COMP_WORDS=(imgbuild $2); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        COMP_LINE="imgbuild $2"; COMP_POINT=${#COMP_LINE}
        _imgbuild imgbuild "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s' "${COMPREPLY[*]}"
        """, "bash", file.string, words,
      ])
    #expect(run.output == expected)
  }
}
