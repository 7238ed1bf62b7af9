import Casework

/// Projects, statistics, the register, activities, who stands in for whom.
extension Catalogue {
  static let reporting: [CommandSpec] = []
}
