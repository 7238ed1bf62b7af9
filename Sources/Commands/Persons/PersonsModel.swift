/// What was learnt from labelled texts: a weight for each feature, by its hash.
///
/// The file: `LDPM`, a byte of version, a byte with the logarithm of the number of weights, the
/// value of one step and the bias as little-endian 32-bit floats, then a signed byte a weight.
struct PersonsModel {
  static let version: UInt8 = 1
  private static let start = 14

  /// The whole file; the weights begin at `start`.
  private let bytes: [UInt8]
  private let step: Float
  private let bias: Float
  let bits: Int

  /// Nil where the bytes are none of this version.
  init?(_ bytes: [UInt8]) {
    guard bytes.count > PersonsModel.start, Array(bytes[0..<4]) == Array("LDPM".utf8),
      bytes[4] == PersonsModel.version,
      bytes.count == PersonsModel.start + 1 << Int(min(bytes[5], 24))
    else { return nil }
    func float(_ place: Int) -> Float {
      Float(
        bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[place + $1]) << (8 * UInt32($1)) }
      )
    }
    bits = Int(bytes[5])
    step = float(6)
    bias = float(10)
    self.bytes = bytes
  }

  /// Above 0 the text is held back rather than not.
  func score(_ features: [UInt32]) -> Float {
    guard !features.isEmpty else { return bias }
    var sum = 0
    for feature in features {
      sum += Int(Int8(bitPattern: bytes[PersonsModel.start + Int(feature)]))
    }
    return bias + step * Float(sum) / Float(features.count).squareRoot()
  }
}
