/// Addresses with a number in a line: 3幢2单元101室, 12-3-401, 解放路12号, 7组27号, in digits and in words.
struct PersonsAddresses {
  struct Address {
    var range: Range<Int>
    /// One home, and not a building or a street's side.
    var isDoor: Bool
  }

  private(set) var found: [Address] = []
  private let line: [PersonsToken]

  init(_ line: [PersonsToken]) {
    self.line = line
    var index = 0
    while index < line.count {
      if let address = address(at: index) {
        found.append(address)
        index = address.range.upperBound
      } else {
        // The rest of a number is none.
        index = number(at: index)?.end ?? index + 1
      }
    }
  }

  private func scalar(_ index: Int) -> Unicode.Scalar? {
    line.indices.contains(index) ? Unicode.Scalar(line[index].value) : nil
  }

  /// A number in digits or in words, with how many digits it has.
  private func number(at index: Int) -> (digits: Int, end: Int)? {
    guard index < line.count else { return nil }
    if line[index].isNumber {
      return (Int(line[index].value - PersonsToken.number), index + 1)
    }
    var end = index
    while let scalar = scalar(end), PersonsAddresses.words.contains(scalar) { end += 1 }
    return end > index ? (end - index, end) : nil
  }

  private func address(at start: Int) -> Address? {
    var index = start
    var (parts, dashes, last) = (0, 0, 0)
    var isRoom = false
    var unit: Unicode.Scalar?
    while let (digits, end) = number(at: index) {
      index = end
      last = digits
      if let length = self.unit(at: end) {
        unit = scalar(end + length - 1)
        if unit == "室" || unit == "房" { isRoom = digits >= 3 || parts > 0 }
        parts += 1
        index += length
        continue
      }
      if let sign = scalar(end), sign == "-" || sign == "#", digits <= 3,
        number(at: end + 1) != nil
      {
        dashes += 1
        index += 1
        continue
      }
      // 4栋502, 12-3-401; 3幢12点 is none.
      if parts > 0 || dashes > 0, (3...4).contains(digits) {
        isRoom = isRoom || parts > 0 || dashes > 1 || isAfterPlace(start)
      } else if parts > 0 {
        index = end - 1
        while index > start, self.unit(before: index) == false { index -= 1 }
      }
      break
    }
    guard parts > 0 || isRoom, last > 0 else { return nil }
    if unit == "号", parts == 1, !isRoom {
      // 8号晚上, 12号 of the cases: only behind a street is it a house.
      guard isAfterPlace(start) || isLabelled(start) else { return nil }
    }
    return Address(range: start..<index, isDoor: parts > 1 || isRoom)
  }

  private func unit(before index: Int) -> Bool {
    scalar(index - 1).map { "楼幢栋座元弄组号室户房队".unicodeScalars.contains($0) } ?? false
  }

  /// The length of 幢, 号楼, 单元, 室 … there.
  private func unit(at index: Int) -> Int? {
    guard let first = scalar(index) else { return nil }
    let next = scalar(index + 1)
    switch first {
    case "号": return next == "楼" ? 2 : next == "线" || next == "令" || next == "文" ? nil : 1
    case "单": return next == "元" ? 2 : nil
    case "楼", "层", "户": return next == "以" || next == "人" ? nil : 1
    case "幢", "栋", "座", "室", "弄", "组", "房", "队": return next == "长" ? nil : 1
    default: return nil
    }
  }

  private func isAfterPlace(_ index: Int) -> Bool {
    scalar(index - 1).map { "路街巷弄里村坊道苑园庄浜塘桥新".unicodeScalars.contains($0) } ?? false
  }

  private func isLabelled(_ index: Int) -> Bool {
    (1...3).contains { scalar(index - $0) == "牌" || scalar(index - $0) == "址" }
  }

  private static let words = Set("〇零一二三四五六七八九十百两".unicodeScalars)
}
