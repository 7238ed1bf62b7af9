/// What was learnt from labelled texts: a linear part, a weight for each feature by its hash, and a
/// small recurrent net over the tokens, which is asked where the linear part is not sure.
///
/// The file, all numbers little-endian: `LDPM`; a byte of version; a byte with the logarithm of the
/// number of features; the value of one step and the bias as 32-bit floats; a signed byte a feature;
/// then the net (`PersonsNet`), its share in the sum and the two scores of the linear part between
/// which it is asked, as 32-bit floats.
struct PersonsModel {
  static let version: UInt8 = 2

  /// The whole file; the weights begin at `start`.
  private let bytes: [UInt8]
  private let start: Int
  private let step: Float
  private let bias: Float
  private let net: PersonsNet
  private let share: Float
  private let unsure: ClosedRange<Float>
  let bits: Int

  /// Nil where the bytes are none of this version.
  init?(_ bytes: [UInt8]) {
    var reader = PersonsBytes(bytes)
    guard reader.take(4) == Array("LDPM".utf8), reader.byte() == PersonsModel.version else {
      return nil
    }
    bits = Int(reader.byte() & 31)
    step = reader.float()
    bias = reader.float()
    start = reader.place
    reader.skip(1 << bits)
    guard let net = PersonsNet(&reader) else { return nil }
    self.net = net
    share = reader.float()
    let (low, high) = (reader.float(), reader.float())
    guard reader.isAtEnd, low <= high else { return nil }
    unsure = low...high
    self.bytes = bytes
  }

  /// Both parts together; above 0 the text is held back rather than not.
  /// - Parameter linear: the linear part.
  func score(_ linear: Float, _ tokens: ArraySlice<PersonsToken>) -> Float {
    unsure.contains(linear) ? linear + share * net.score(tokens) : linear
  }

  /// The linear part.
  func linear(_ features: [UInt32]) -> Float {
    guard !features.isEmpty else { return bias }
    var sum = 0
    for feature in features { sum += Int(Int8(bitPattern: bytes[start + Int(feature)])) }
    return bias + step * Float(sum) / Float(features.count).squareRoot()
  }
}

/// Reads numbers from bytes, one after the other; behind the end there are zeros.
struct PersonsBytes {
  private let bytes: [UInt8]
  private(set) var place = 0
  private(set) var isShort = false

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Everything was read and nothing was missing.
  var isAtEnd: Bool { place == bytes.count && !isShort }

  mutating func skip(_ count: Int) {
    if count > bytes.count - place { isShort = true }
    place = min(place + count, bytes.count)
  }

  mutating func take(_ count: Int) -> [UInt8] {
    let begin = place
    skip(count)
    return Array(bytes[begin..<place])
  }

  mutating func byte() -> UInt8 { take(1).first ?? 0 }

  mutating func number(_ width: Int) -> UInt32 {
    take(width).reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  mutating func float() -> Float { Float(bitPattern: number(4)) }

  /// So many signed bytes, each a multiple of the float before them.
  mutating func steps(_ count: Int) -> [Float] {
    let step = float()
    return take(count).map { step * Float(Int8(bitPattern: $0)) }
  }

  mutating func floats(_ count: Int) -> [Float] {
    guard count <= (bytes.count - place) / 4 else {
      isShort = true
      return []
    }
    return (0..<count).map { _ in float() }
  }
}
