/// Numbers of persons and plates in a text, each to be read as one sign.
struct PersonsNumbers {
  /// What stands for a number, at the place where it begins.
  private(set) var signs: [Int: Unicode.Scalar] = [:]
  private(set) var places: Set<Int> = []

  // Private-use scalars; typed by somebody they would only be read as numbers.
  private static let number: Unicode.Scalar = "\u{F8F0}"
  private static let identity: Unicode.Scalar = "\u{F8F1}"
  private static let plate: Unicode.Scalar = "\u{F8F2}"

  static func kind(of sign: Unicode.Scalar) -> PersonsClass? {
    switch sign {
    case number: .number
    case identity: .identity
    case plate: .plate
    default: nil
    }
  }

  init(_ text: [Unicode.Scalar]) {
    let found = PersonalNumbers.places(in: text)
    guard !found.isEmpty else { return }
    places = Set(found)
    let plates = Set(LicencePlate.places(in: text.map(Folding.fold)))
    var index = 0
    while index < found.count {
      var end = index + 1
      while end < found.count, found[end] - found[end - 1] <= 3,
        plates.contains(found[end]) == plates.contains(found[index])
      { end += 1 }
      let digits = end - index
      signs[found[index]] =
        plates.contains(found[index])
        ? PersonsNumbers.plate : digits >= 15 ? PersonsNumbers.identity : PersonsNumbers.number
      index = end
    }
  }
}
