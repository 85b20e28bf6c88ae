using Slipway.Cli;
using Slipway.Cli.Output;
using Spectre.Console.Rendering;
using Xunit;

namespace Slipway.Server.Tests.Cli;

/// <summary>A terminal that keeps what is written: no colour, 100 characters wide, nobody looks.</summary>
internal sealed class TestTerminal
{
    private const int Width = 100;

    public TestTerminal(string? directory = null, IReadOnlyDictionary<string, string>? variables = null, string input = "") =>
        Terminal = new Terminal
        {
            Out = new StringWriter { NewLine = "\n" },
            Error = new StringWriter { NewLine = "\n" },
            In = new StringReader(input),
            Interactive = false,
            Width = Width,
            Time = TimeProvider.System,
            Directory = directory ?? Path.GetTempPath(),
            Variable = name => variables?.GetValueOrDefault(name),
        };

    public Terminal Terminal { get; }
    public string Out => Terminal.Out.ToString()!;
    public string Error => Terminal.Error.ToString()!;

    /// <summary>Runs a command line and returns its exit code.</summary>
    public Task<int> RunAsync(params string[] args) => CommandLine.RunAsync(args, Terminal, TestContext.Current.CancellationToken);

    /// <summary>Runs a command line that a person ends by Ctrl-C.</summary>
    public Task<int> RunUntilAsync(CancellationToken interrupt, params string[] args) => CommandLine.RunAsync(args, Terminal, interrupt);

    public static string Text(IRenderable renderable)
    {
        var test = new TestTerminal();
        TextConsole.Write(test.Terminal, renderable);
        return test.Out;
    }
}
