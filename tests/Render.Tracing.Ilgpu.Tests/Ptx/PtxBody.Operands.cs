using System.Globalization;

namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <content>Registers, constants and addresses.</content>
internal sealed partial class PtxBody
{
    /// <summary>An address: <c>[%rd1]</c>, <c>[%rd1+8]</c>, <c>[parameter+4]</c>.</summary>
    private void ReadAddress(ref PtxInstruction instruction, string space, bool isLoad)
    {
        tokens.Require("[");
        if (space == "param")
        {
            var variable = ReadParameterName();
            var offset = ReadOffset();
            var bytes = PtxTypes.BytesOf(instruction.Type);
            if (offset < 0 || offset + bytes > variable.Bytes || (variable.Offset + offset) % bytes != 0)
                throw new PtxException(instruction.Line, $"{bytes} bytes at {offset} are not a place of '{variable.Name}'");
            if (!isLoad && function.Parameters.Contains(variable))
                throw new PtxException(instruction.Line, $"'{variable.Name}' is only to be read");
            instruction.Offset = variable.Offset + offset;
        }
        else
        {
            instruction.A = ReadRegister(PtxType.U64, isWide: false);
            instruction.Offset = ReadOffset();
        }
        tokens.Require("]");
    }

    private long ReadOffset() => tokens.TryTake("+") ? ReadInteger(tokens.TryTake("-")) : tokens.TryTake("-") ? ReadInteger(isNegative: true) : 0;

    /// <summary>One value, or several in braces as a list.</summary>
    private int ReadValues(PtxType type, int count, bool isTarget)
    {
        if (count == 1)
            return isTarget ? ReadRegister(type, isWide: true) : ReadOperand(type, isWide: true);
        tokens.Require("{");
        var values = new int[count];
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
                tokens.Require(",");
            values[i] = isTarget ? ReadRegister(type, isWide: true) : ReadOperand(type, isWide: true);
        }
        tokens.Require("}");
        lists.AddRange(values);
        return lists.Count - count;
    }

    private int ReadRegister(PtxType type, bool isWide)
    {
        var name = tokens.Take();
        if (!registers.TryGetValue(name.Text, out var register))
            throw new PtxException(name.Line, $"unknown register '{name.Text}'");
        if (!PtxTypes.Fits(register.Type, type, isWide))
            throw new PtxException(name.Line, $"'{name.Text}' is no register for .{PtxTypes.NameOf(type)}");
        return register.Number;
    }

    /// <summary>A register or a constant. Constants have the numbers −1, −2 … until it is known how many there are.</summary>
    private int ReadOperand(PtxType type, bool isWide)
    {
        if (tokens.Peek().StartsWith('%'))
            return ReadRegister(type, isWide);
        long value;
        if (tokens.Peek().StartsWith("0f", StringComparison.OrdinalIgnoreCase))
        {
            var literal = tokens.Take();
            if (type is not (PtxType.F32 or PtxType.B32) || literal.Text.Length != 10
                || !uint.TryParse(literal.Text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits))
                throw new PtxException(literal.Line, $"'{literal.Text}' is no .{PtxTypes.NameOf(type)}");
            value = bits;
        }
        else
        {
            var line = tokens.Line;
            value = ReadInteger(tokens.TryTake("-"));
            if (type == PtxType.F32)
                throw new PtxException(line, "a float was expected, not an integer");
            if (type == PtxType.Pred && value is not (0 or 1))
                throw new PtxException(line, "a predicate is 0 or 1");
        }
        if (!constants.TryGetValue(value, out var place))
            constants.Add(value, place = -1 - constants.Count);
        return place;
    }

    private long ReadInteger(bool isNegative)
    {
        var token = tokens.Take();
        var isRead = token.Text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? ulong.TryParse(token.Text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            : ulong.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        if (!isRead || (token.Text.Length > 1 && token.Text[0] == '0' && token.Text[1] != 'x' && token.Text[1] != 'X'))
            throw new PtxException(token.Line, $"an integer was expected, not '{token.Text}'");
        return isNegative ? unchecked(-(long)value) : unchecked((long)value);
    }
}
