namespace Slipway.Cli;

/// <summary>What the program finds around it. Tests give their own.</summary>
internal sealed record Terminal
{
    /// <summary>The width in characters of what is written to a file or a pipe, where nothing has to fit a window.</summary>
    private const int UnboundedWidth = 200;

    /// <summary>In lines; what says that it has fewer does not know.</summary>
    private const int SmallestHeight = 10;

    public required TextWriter Out { get; init; }
    public required TextWriter Error { get; init; }

    /// <summary>What is piped into the program.</summary>
    public TextReader In { get; init; } = TextReader.Null;

    /// <summary>True when a person looks at <see cref="Out"/>: then it may be coloured and drawn over.</summary>
    public required bool Interactive { get; init; }

    /// <summary>In characters.</summary>
    public required int Width { get; init; }

    /// <summary>In lines. Without a bound where nothing is drawn over.</summary>
    public int Height { get; init; } = int.MaxValue;

    public required TimeProvider Time { get; init; }

    /// <summary>The working directory, absolute.</summary>
    public required string Directory { get; init; }

    /// <summary>Reads an environment variable; null when it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    public static Terminal OfProcess()
    {
        var interactive = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new Terminal
        {
            Out = Console.Out,
            Error = Console.Error,
            In = Console.In,
            Interactive = interactive,
            Width = interactive ? Math.Max(40, Console.WindowWidth) : UnboundedWidth,
            Height = interactive ? Math.Max(SmallestHeight, Console.WindowHeight) : int.MaxValue,
            Time = TimeProvider.System,
            Directory = Environment.CurrentDirectory,
            Variable = Environment.GetEnvironmentVariable,
        };
    }
}
