/// A small recurrent net that reads a run of tokens from both ends: what it makes of each token, the
/// highest and the mean of it, goes through a dense layer to one number.
///
/// In the file: the number of characters and their values, the number of sounds and their hashes (16
/// and 32 bits); a byte each for the length of a vector, the cells of a direction, the units of the
/// dense layer; then the vectors of characters (none, unknown, then in order), of sounds and of 256
/// classes; for either direction the gates' weights for the token and for the state before (by entry,
/// then reset, update, new by cell) and their two rows of thresholds; the dense layer by answer
/// and unit, with its thresholds; the last row and its threshold. Weights are steps, thresholds
/// floats.
struct PersonsNet {
  private let characters: [UInt32: Int]
  private let sounds: [UInt32: Int]
  private let length: Int
  private let cells: Int
  private let ofCharacters: [Float]
  private let ofSounds: [Float]
  private let ofClasses: [Float]
  private let forward: Gates
  private let backward: Gates
  private let dense: (weights: [Float], thresholds: [Float])
  private let last: (weights: [Float], threshold: Float)

  private struct Gates {
    var ofToken: [Float]
    var ofState: [Float]
    var tokenThresholds: [Float]
    var stateThresholds: [Float]

    init(_ reader: inout PersonsBytes, length: Int, cells: Int) {
      ofToken = reader.steps(length * cells * 3)
      ofState = reader.steps(cells * cells * 3)
      tokenThresholds = reader.floats(cells * 3)
      stateThresholds = reader.floats(cells * 3)
    }
  }

  init?(_ reader: inout PersonsBytes) {
    func index(_ reader: inout PersonsBytes) -> [UInt32: Int] {
      var places: [UInt32: Int] = [:]
      for place in 0..<Int(reader.number(2)) { places[reader.number(4)] = place + 2 }
      return places
    }
    characters = index(&reader)
    sounds = index(&reader)
    length = Int(reader.byte())
    cells = Int(reader.byte())
    let units = Int(reader.byte())
    ofCharacters = reader.steps((characters.count + 2) * length)
    ofSounds = reader.steps((sounds.count + 2) * length)
    ofClasses = reader.steps(256 * length)
    forward = Gates(&reader, length: length, cells: cells)
    backward = Gates(&reader, length: length, cells: cells)
    dense = (reader.steps(cells * 4 * units), reader.floats(units))
    last = (reader.steps(units), reader.float())
    guard length > 0, cells > 0, units > 0, !reader.isShort else { return nil }
  }

  func score(_ tokens: ArraySlice<PersonsToken>) -> Float {
    let vectors = vectors(of: tokens)
    let count = tokens.count
    guard count > 0 else { return last.threshold }
    let ahead = states(vectors, count, forward, isBackward: false)
    let back = states(vectors, count, backward, isBackward: true)
    var answers = ahead.highest + back.highest
    answers += ahead.sum.map { $0 / Float(count) }
    answers += back.sum.map { $0 / Float(count) }
    let units = dense.thresholds.count
    var hidden = dense.thresholds
    for (place, answer) in answers.enumerated() {
      for unit in 0..<units { hidden[unit] += answer * dense.weights[place * units + unit] }
    }
    var sum = last.threshold
    for unit in 0..<units where hidden[unit] > 0 { sum += hidden[unit] * last.weights[unit] }
    return sum
  }

  /// Character, sound and class of each token added up.
  private func vectors(of tokens: ArraySlice<PersonsToken>) -> [Float] {
    var vectors: [Float] = []
    vectors.reserveCapacity(tokens.count * length)
    for token in tokens {
      let character = (characters[token.value] ?? 1) * length
      let sound = (sounds[token.sound] ?? 1) * length
      let tag = Int(token.tag) * length
      var entry = 0
      while entry < length {
        vectors.append(
          ofCharacters[character + entry] + ofSounds[sound + entry]
            + (tag == 0 ? 0 : ofClasses[tag + entry]))
        entry += 1
      }
    }
    return vectors
  }

  /// The states after each token, their highest and their sum by cell.
  private func states(
    _ vectors: [Float], _ count: Int, _ gates: Gates, isBackward: Bool
  ) -> (highest: [Float], sum: [Float]) {
    var state = [Float](repeating: 0, count: cells)
    var highest = [Float](repeating: -1, count: cells)
    var sum = [Float](repeating: 0, count: cells)
    var ofToken = gates.tokenThresholds
    var ofState = gates.stateThresholds
    for step in 0..<count {
      let place = isBackward ? count - 1 - step : step
      ofToken = gates.tokenThresholds
      ofState = gates.stateThresholds
      add(vectors, from: place * length, length, gates.ofToken, to: &ofToken)
      add(state, from: 0, cells, gates.ofState, to: &ofState)
      for cell in 0..<cells {
        let reset = PersonsNet.sigmoid(ofToken[cell] + ofState[cell])
        let update = PersonsNet.sigmoid(ofToken[cells + cell] + ofState[cells + cell])
        let new =
          2
          * PersonsNet.sigmoid(
            2 * (ofToken[2 * cells + cell] + reset * ofState[2 * cells + cell])) - 1
        let next = new + update * (state[cell] - new)
        state[cell] = next
        if next > highest[cell] { highest[cell] = next }
        sum[cell] += next
      }
    }
    return (highest, sum)
  }

  /// Adds a vector times a matrix. Pointers and plain loops, since the tests run it unoptimised.
  private func add(
    _ vector: [Float], from start: Int, _ length: Int, _ matrix: [Float], to sums: inout [Float]
  ) {
    let width = sums.count
    vector.withUnsafeBufferPointer { vector in
      matrix.withUnsafeBufferPointer { matrix in
        sums.withUnsafeMutableBufferPointer { sums in
          guard let vector = vector.baseAddress, var row = matrix.baseAddress,
            let sums = sums.baseAddress
          else { return }
          var entry = 0
          // Four rows at a time, so that the sums are read and written a quarter as often.
          while entry &+ 4 <= length {
            let at = start &+ entry
            let (first, second) = (vector[at], vector[at &+ 1])
            let (third, fourth) = (vector[at &+ 2], vector[at &+ 3])
            let (next, after, final) = (row + width, row + 2 &* width, row + 3 &* width)
            var column = 0
            while column < width {
              sums[column] +=
                first * row[column] + second * next[column] + third * after[column]
                + fourth * final[column]
              column &+= 1
            }
            row += 4 &* width
            entry &+= 4
          }
          while entry < length {
            let value = vector[start &+ entry]
            var column = 0
            while column < width {
              sums[column] += value * row[column]
              column &+= 1
            }
            row += width
            entry &+= 1
          }
        }
      }
    }
  }

  private static func sigmoid(_ value: Float) -> Float {
    let place = (value + 8) * 64
    if place <= 0 { return curve[0] }
    let index = Int(place)
    guard index < curve.count - 1 else { return curve[curve.count - 1] }
    return curve[index] + (curve[index + 1] - curve[index]) * (place - Float(index))
  }

  /// The sigmoid from -8 to 8 in steps of 1/64.
  private static let curve: [Float] = (0...1024).map { place in
    var power = 1 + (8 - Double(place) / 64) / 65_536
    for _ in 0..<16 { power *= power }
    return Float(1 / (1 + power))
  }
}
