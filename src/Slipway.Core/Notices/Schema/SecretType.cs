using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Slipway.Core.Notices.Model;
using Slipway.Core.Specs.Schema;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Notices.Schema;

/// <summary>Where a secret is. One that is written in place is refused without being repeated: an error message ends in logs.</summary>
internal sealed class SecretType : SpecType<SecretSource>
{
    private static readonly ObjectType<SecretSource> Source = new ObjectType<SecretSource>(new SecretSource())
        .Optional("env", new TextType("a variable's name", "^[A-Za-z_][A-Za-z0-9_]*$", Variable), s => s.Env, (s, v) => s with { Env = v },
            "A variable of the server's environment, which no service or gateway gets.", "SLACK_URL")
        .Optional("file", TextType.Any, s => s.File, (s, v) => s with { File = v },
            "A file that holds nothing else; a line end after it does not count. Read anew for each use. Relative to this file.", "/run/secrets/slack-url")
        .ExactlyOneOf("env", "file");

    private SecretType()
    {
    }

    public static SecretType Instance { get; } = new();

    public override string Shape => "{ env: NAME } or { file: PATH }";

    public override IReadOnlyList<SpecField> Fields => [];

    public override JsonObject JsonSchema() => Source.JsonSchema();

    public override string? Format(SecretSource value) => Source.Format(value);

    public override bool TryRead(SpecCursor at, [MaybeNullWhen(false)] out SecretSource value)
    {
        value = null;
        if (at.Node is not MapNode)
        {
            at.Error("must not hold the secret itself", $"say where it is: {Shape}");
            return false;
        }

        if (!Source.TryRead(at, out value))
            return false;
        value = value with { Line = at.Node.Position.Line };
        return true;
    }

    // The text is not repeated: who mistakes the key writes the secret here.
    private static ScalarFault? Variable(string text) =>
        !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? null
            : new ScalarFault("is not the name of a variable", "letters, digits and _, not beginning with a digit");
}
