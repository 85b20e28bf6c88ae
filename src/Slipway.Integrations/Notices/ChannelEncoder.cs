using System.Text;
using HandlebarsDotNet;

namespace Slipway.Integrations.Notices;

/// <summary>Escapes values as a channel asks for, in place of HTML.</summary>
internal sealed class ChannelEncoder(Func<string, string> escape) : ITextEncoder
{
    public void Encode(StringBuilder? text, TextWriter target) => target.Write(escape(text?.ToString() ?? ""));

    public void Encode(string? text, TextWriter target) => target.Write(escape(text ?? ""));

    public void Encode<T>(T? text, TextWriter target)
        where T : IEnumerator<char>
    {
        var value = new StringBuilder();
        while (text?.MoveNext() == true)
            value.Append(text.Current);
        target.Write(escape(value.ToString()));
    }
}
