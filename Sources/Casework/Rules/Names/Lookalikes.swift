import Foundation

/// Which names the eye does not tell apart. After UTS 39: two names look alike where their skeletons
/// are the same. For comparing only; nothing is stored or shown as a skeleton.
public struct Lookalikes: Sendable {
  /// A character, and another one of its group nearer to the one that stands for all.
  private var toward: [Unicode.Scalar: Unicode.Scalar] = [:]

  /// - Parameters:
  ///   - groups: Characters that look alike, in groups parted by blanks; lines that begin with # are
  ///     remarks.
  ///   - simplified: Pairs of a traditional character and its simplified one.
  public init(groups: String = "", simplified: String = "") {
    for line in Lookalikes.lines(groups) {
      for group in line.split(separator: " ") { unite(Array(group)) }
    }
    for line in Lookalikes.lines(simplified) {
      let pairs = Array(line)
      for place in stride(from: 0, to: pairs.count - 1, by: 2) {
        unite([pairs[place + 1], pairs[place]])
      }
    }
  }

  private static func lines(_ table: String) -> [Substring.UnicodeScalarView] {
    table.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }.map(\.unicodeScalars)
  }

  private mutating func unite(_ group: [Unicode.Scalar]) {
    guard let first = group.first else { return }
    let head = head(of: first)
    for scalar in group.dropFirst() {
      let other = self.head(of: scalar)
      if other != head { toward[other] = head }
    }
  }

  private func head(of scalar: Unicode.Scalar) -> Unicode.Scalar {
    var head = scalar
    while let next = toward[head] { head = next }
    return head
  }

  /// What the eye keeps of a name: without blanks, marks and what cannot be seen, whatever the width,
  /// case and form of its letters and digits, each character for all that look like it. Empty where
  /// nothing is left, which looks like nothing else.
  public func skeleton(_ name: String) -> String {
    let isHan = name.unicodeScalars.allSatisfy { 0x4E00...0x9FFF ~= $0.value }
    let forms = isHan ? name : name.decomposedStringWithCompatibilityMapping
    var kept = String.UnicodeScalarView()
    for scalar in forms.unicodeScalars where isHan || Lookalikes.isSeen(scalar) {
      kept.append(shape(of: scalar))
    }
    let skeleton = String(kept)
    return isHan ? skeleton : skeleton.replacing("rn", with: "m").replacing("vv", with: "w")
  }

  private func shape(of scalar: Unicode.Scalar) -> Unicode.Scalar {
    let head = head(of: scalar)
    guard head == scalar, let small = scalar.properties.lowercaseMapping.unicodeScalars.first
    else { return head }
    return self.head(of: small)
  }

  /// Whether a scalar tells names apart: a letter, a digit, a sign; no blank, mark or joiner.
  private static func isSeen(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    if properties.isDefaultIgnorableCodePoint || scalar.value == 0x2800 { return false }
    switch properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator,
      .nonspacingMark, .enclosingMark, .connectorPunctuation, .dashPunctuation,
      .otherPunctuation:
      return false
    default: return true
    }
  }
}
