using Spectre.Console;
using Spectre.Console.Rendering;

namespace Slipway.Cli.Output;

/// <summary>Spectre over a <see cref="Terminal"/>: colour only where a person looks and did not refuse it.</summary>
internal static class TextConsole
{
    public static IAnsiConsole Over(Terminal terminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(terminal.Out),
            Ansi = terminal.Interactive ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal.Interactive && terminal.Variable("NO_COLOR") is null ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = terminal.Interactive ? InteractionSupport.Yes : InteractionSupport.No,
        });
        console.Profile.Width = terminal.Width;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    /// <summary>Writes without the blanks that fill lines up to the width.</summary>
    public static void Write(Terminal terminal, IRenderable renderable)
    {
        if (terminal.Interactive)
        {
            Over(terminal).Write(renderable);
            return;
        }

        using var buffer = new StringWriter();
        Over(terminal with { Out = buffer }).Write(renderable);
        foreach (var line in buffer.ToString().TrimEnd('\n').Split('\n'))
            terminal.Out.WriteLine(line.TrimEnd());
    }
}
