import Casework

/// One character of a text as the reader sees it: simplified, its sound, and the class of the word
/// that it belongs to.
struct PersonsToken {
  /// The scalar; for numbers, syllables in Latin letters and mentions a value beyond Unicode.
  var value: UInt32
  /// The hash of its toneless syllable; 0 where it has none.
  var sound: UInt32 = 0
  var kind: PersonsClass?
  /// Begins the word it belongs to.
  var isHead = true
  /// The word was recognised by its sound alone.
  var bySound = false

  static let number: UInt32 = 0x11_0000
  static let syllable: UInt32 = 0x11_0100
  static let mention: UInt32 = 0x11_0101

  var isHan: Bool { Unicode.Scalar(value)?.isHan ?? false }
  /// A character or a syllable in Latin letters.
  var isRead: Bool { isHan || value == PersonsToken.syllable }
  var isNumber: Bool { value >= PersonsToken.number && value < PersonsToken.syllable }
  /// Ends a sentence.
  var isStop: Bool { value == 0x2E }
  /// Parts a sentence.
  var isComma: Bool { value == 0x2C }

  /// What stands for class and place in the word: 0 for no class.
  var tag: UInt8 {
    guard let kind else { return 0 }
    return kind.rawValue &* 2 &+ (isHead ? 0 : 1) &+ (bySound ? 128 : 0)
  }
}
