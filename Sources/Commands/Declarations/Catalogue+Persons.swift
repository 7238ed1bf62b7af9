import Casework

/// What touches persons.
extension Catalogue {
  static let persons: [CommandSpec] = []
}
