import Casework

/// What people say before they come to the matter: 小周啊我给你反映个事情就是…. It belongs in no title.
enum Preamble {
  /// The text from the matter on; as it is where nothing would be left to register.
  static func dropped(from typed: String) -> String {
    let address = /^(?:\p{Han}{1,4}[啊呀哎，, ]+)?/
    let telling =
      /^我(?:想|要|来)?(?:(?:给|跟|向|和)(?:你们?|您|大家|专班|领导))?(?:反映|报告|汇报|说|讲)(?:一下|下)?(?:一?[个件])?(?:事情|事儿|事|情况|问题)(?:就是|是|啊|[，,：: ])*/
    var rest = typed[...]
    if let found = rest.prefixMatch(of: address) { rest = rest[found.range.upperBound...] }
    guard let found = rest.prefixMatch(of: telling) else { return typed }
    rest = rest[found.range.upperBound...]
    while let last = rest.last, "。.，, ".contains(last) { rest = rest.dropLast() }
    return rest.unicodeScalars.count(where: \.isHan) >= 8 ? String(rest) : typed
  }
}
