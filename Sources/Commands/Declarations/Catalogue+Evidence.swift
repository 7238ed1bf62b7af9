import Casework

/// Photos and files.
extension Catalogue {
  static let evidence: [CommandSpec] = []
}
