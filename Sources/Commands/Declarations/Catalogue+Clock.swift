import Casework

/// Reminders, digests and settings.
extension Catalogue {
  static let clock: [CommandSpec] = []
}
