/// A key of a guest's keyboard, by its number in Linux (`linux/input-event-codes.h`).
public enum GuestKey: UInt32, Sendable {
  case enter = 28
}
