import CGuestfs

extension Appliance {
  /// Ends what commands left running in the mounted system, and gives the names of those processes.
  ///
  /// A package's script may start its service. That would hold the output channel, go on writing
  /// while a layer is split off, and keep the file system from being unmounted. They get SIGTERM, so
  /// that a database can close its files, and SIGKILL after 5 s. The system must have `/bin/sh`.
  @discardableResult
  public func endProcesses() throws -> [String] {
    // Looking costs a command, which takes long without KVM.
    guard mayHaveProcesses else { return [] }
    // A process belongs to the system if it has the same root folder as the script's own shell.
    let script = """
      each() {
        for folder in /proc/[0-9]*; do
          process=${folder#/proc/}
          [ "$process" != $$ ] && [ "$folder/root" -ef / ] || continue
          "$@"
        done
      }
      name() { read -r name <$folder/comm && echo "$name"; kill -TERM $process; }
      count() { left=$((left + 1)); }
      end() { kill -KILL $process; }
      each name 2>/dev/null
      for second in 1 2 3 4 5; do
        left=0
        each count
        [ $left -eq 0 ] && exit 0
        sleep 1
      done
      each end 2>/dev/null
      exit 0
      """
    let names = try rawOutput(
      of: ["/bin/sh", "-c", script], doing: "ending processes of the disk"
    ).split(separator: "\n").map(String.init)
    mayHaveProcesses = false
    return names
  }
}
