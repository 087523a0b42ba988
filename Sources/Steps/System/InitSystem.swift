/// What starts the services of a guest.
enum InitSystem: String, Sendable, CaseIterable {
  case systemd
  case openrc
}
