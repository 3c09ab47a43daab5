using System.Text;
using System.Text.RegularExpressions;

namespace Render.TestScenes;

/// <summary>Damaged copies of a file, a pure function of (file, seed).</summary>
internal static partial class Mutation
{
    private static readonly string[] Numbers =
        ["-1", "0", "1", "2", "3", "255", "65536", "2147483647", "2147483648", "-2147483648", "4294967295", "9007199254740993", "1e39", "1e-46", "-0.0", "0.5", "1e999", "5121", "5123", "5125", "5126"];

    private static readonly string[] Values = ["null", "true", "[]", "{}", "\"\"", "\"\\uD800\"", "\"../../etc/passwd\"", "\"VEC3\"", "[0]", "{\"a\":[1]}", "1e999", "\"data:;base64,AAAA\""];

    /// <summary>A copy with a few random bytes changed, removed, repeated, or its end cut off.</summary>
    public static byte[] Bytes(byte[] file, uint seed)
    {
        var random = new Pcg(seed);
        var bytes = new List<byte>(file);
        for (var changes = 1 + random.Below(8); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Below(bytes.Count);
            switch (random.Below(8))
            {
                case 0: bytes.RemoveRange(at, Math.Min(bytes.Count - at, 1 + random.Below(16))); break;
                case 1: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, 1 + random.Below(16)))); break;
                case 2: bytes.RemoveRange(at, bytes.Count - at); break;
                case 3: bytes[at] ^= (byte)(1 << random.Below(8)); break;
                case 4: bytes[at] = (byte)(random.Below(2) * 255); break;
                default: bytes[at] = (byte)random.Below(256); break;
            }
        }

        return [.. bytes];
    }

    /// <summary>A copy of JSON text with numbers, values, names or whole members changed; mostly still JSON.</summary>
    public static string Json(string json, uint seed)
    {
        var random = new Pcg(seed);
        for (var changes = 1 + random.Below(4); changes > 0; changes--)
        {
            var pattern = random.Below(10) switch { < 5 => Number(), < 7 => Value(), < 9 => Name(), _ => Member() };
            var matches = pattern.Matches(json);
            if (matches.Count == 0)
                continue;
            var match = matches[random.Below(matches.Count)];
            var replacement = pattern == Number() ? Numbers[random.Below(Numbers.Length)]
                : pattern == Value() ? ":" + Values[random.Below(Values.Length)]
                : pattern == Name() ? matches[random.Below(matches.Count)].Value
                : "";
            json = json[..match.Index] + replacement + json[(match.Index + match.Length)..];
        }

        return json;
    }

    /// <summary>A damaged copy of a .glb: of its JSON, of its binary chunk, or of any bytes.</summary>
    public static byte[] Glb(byte[] glb, uint seed)
    {
        var random = new Pcg(seed ^ 0x5EEDu);
        if (random.Below(4) == 0)
            return Bytes(glb, seed);
        var length = BitConverter.ToInt32(glb, 12);
        var json = Encoding.UTF8.GetString(glb, 20, length);
        var binary = glb.Length > 28 + length ? glb[(28 + length)..] : [];
        return random.Below(4) == 0 ? GlbBuilder.Pack(json, Bytes(binary, seed)) : GlbBuilder.Pack(Json(json, seed), binary);
    }

    [GeneratedRegex(@"(?<=[:,\[])-?\d+(\.\d+)?([eE][-+]?\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@":(""[^""]*""|-?\d[\d.eE+-]*|\[[^\[\]{}]*\]|\{[^\[\]{}]*\}|true|false)")]
    private static partial Regex Value();

    [GeneratedRegex(@"""[A-Za-z_0-9]+""(?=:)")]
    private static partial Regex Name();

    [GeneratedRegex(@"""[A-Za-z_0-9]+"":(""[^""]*""|-?\d[\d.eE+-]*|\[[^\[\]{}]*\]|\{[^\[\]{}]*\}),")]
    private static partial Regex Member();

    /// <summary>PCG-RXS-M-XS 32 (M. O'Neill, 2014).</summary>
    private struct Pcg(uint seed)
    {
        private uint _state = seed * 747796405u + 2891336453u;

        public int Below(int bound)
        {
            _state = _state * 747796405u + 2891336453u;
            var word = ((_state >> (int)((_state >> 28) + 4)) ^ _state) * 277803737u;
            return (int)((((word >> 22) ^ word) & 0x7FFFFFFF) % (uint)bound);
        }
    }
}
