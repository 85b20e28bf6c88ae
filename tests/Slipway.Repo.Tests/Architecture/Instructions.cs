using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Slipway.Repo.Tests.Architecture;

/// <summary>Reads the metadata tokens out of a method's instructions.</summary>
internal static class Instructions
{
    private const int TwoByteOpCode = 0xFE;

    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF);

    public static IEnumerable<EntityHandle> TokensOf(MethodBodyBlock body)
    {
        var il = body.GetILBytes() ?? [];
        for (var at = 0; at < il.Length;)
        {
            var value = il[at] == TwoByteOpCode ? (TwoByteOpCode << 8) | il[at + 1] : il[at];
            at += il[at] == TwoByteOpCode ? 2 : 1;
            var operand = OpCodesByValue[value].OperandType;
            if (operand is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
                yield return MetadataTokens.EntityHandle(BitConverter.ToInt32(il, at));
            at += Length(operand, il, at);
        }
    }

    private static int Length(OperandType operand, byte[] il, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
        _ => 4,
    };
}
