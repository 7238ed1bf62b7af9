import Casework

/// Plates of cars: a province, a letter, five or six letters and digits. What belongs to a service
/// everybody knows by its plate, such as a bus, keeps it.
enum LicencePlate {
  static func places(in text: [Unicode.Scalar]) -> [Int] {
    var places: [Int] = []
    var index = 0
    while index + 6 < text.count {
      if provinces.contains(text[index]), let plate = plate(text, at: index),
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

  private static func plate(_ text: [Unicode.Scalar], at start: Int) -> [Int]? {
    var places = [start]
    var digits = 0
    var gap = 0
    var index = start + 1
    while index < text.count, places.count < 8 {
      let scalar = text[index]
      if scalar.isLetter || WrittenDigit.value(scalar) != nil {
        // The second sign is a letter.
        guard places.count > 1 || scalar.isLetter else { return nil }
        if !scalar.isLetter { digits += 1 }
        places.append(index)
        gap = 0
      } else if "· .-".unicodeScalars.contains(scalar) || WrittenDigit.isUnseen(scalar), gap < 2 {
        gap += 1
      } else if places.count == 6, "学港澳挂使领".unicodeScalars.contains(scalar) {
        places.append(index)
        return digits >= 2 ? places : nil
      } else {
        break
      }
      index += 1
    }
    guard places.count >= 7, digits >= 2 else { return nil }
    // A longer run is something else.
    let next = index < text.count ? text[index] : nil
    guard places.count < 8 || next.map({ !$0.isLetter && WrittenDigit.value($0) == nil }) ?? true
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
