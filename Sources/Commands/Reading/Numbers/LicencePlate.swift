import Casework

/// Plates of cars: a province, a letter, five or six letters and digits. What belongs to a service
/// everybody knows by its plate, such as a bus, keeps it.
enum LicencePlate {
  static func places(in text: [Unicode.Scalar]) -> [Int] {
    var places: [Int] = []
    var index = 0
    while index + 6 < text.count {
      if let first = beginning(text, at: index), let plate = plate(text, at: index, first: first),
        !isPublic(text, before: index)
      {
        places += plate
        index = (plate.last ?? index) + 1
      } else {
        index += 1
      }
    }
    return places
  }

  /// The place of the letter, where a plate begins there: behind a province, or where a plate is spoken of
  /// (浙江牌H8K123, 车牌是H8K123).
  private static func beginning(_ text: [Unicode.Scalar], at index: Int) -> Int? {
    if provinces.contains(text[index]) {
      var next = index + 1
      for word in ["龙", "江", "海", "州", "南", "林", "西", "东", "北", "夏", "肃", "古", "省", "牌"]
        as [Unicode.Scalar]
      where next < text.count && text[next] == word { next += 1 }
      return next
    }
    guard text[index] == "车" || text[index] == "牌" else { return nil }
    var next = index
    for word in ["车", "牌", "照", "号", "码", "是", "为", ":"] as [Unicode.Scalar]
    where next < text.count && text[next] == word { next += 1 }
    return next - index >= 2 ? next : nil
  }

  private static func plate(_ text: [Unicode.Scalar], at start: Int, first: Int) -> [Int]? {
    var places = provinces.contains(text[start]) ? [start] : []
    let signs = places.count
    var digits = 0
    var gap = 0
    var index = first
    while index < text.count, places.count - signs < 7 {
      let scalar = text[index]
      if scalar.isLetter || WrittenDigit.value(scalar) != nil {
        guard places.count > signs || scalar.isLetter else { return nil }
        if !scalar.isLetter { digits += 1 }
        places.append(index)
        gap = 0
      } else if "· .-".unicodeScalars.contains(scalar) || WrittenDigit.isUnseen(scalar), gap < 2 {
        gap += 1
      } else if places.count - signs == 5, "学港澳挂使领".unicodeScalars.contains(scalar) {
        places.append(index)
        return digits >= 2 ? places : nil
      } else {
        break
      }
      index += 1
    }
    guard places.count - signs >= 6, digits >= 2 else { return nil }
    // A longer run is something else.
    let next = index < text.count ? text[index] : nil
    guard
      places.count - signs < 7
        || next.map({ !$0.isLetter && WrittenDigit.value($0) == nil }) ?? true
    else { return nil }
    return places
  }

  private static func isPublic(_ text: [Unicode.Scalar], before index: Int) -> Bool {
    let words = String(String.UnicodeScalarView(text[max(0, index - 8)..<index]))
    return services.occurs(in: words)
  }

  private static let services: WordSet = [
    "公交", "洒水车", "垃圾车", "环卫车", "救护车", "消防车", "校车", "渣土车", "工程车", "班车", "执法车", "吸污车",
  ]

  private static let provinces = Set("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼".unicodeScalars)
}
