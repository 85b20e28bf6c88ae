using System.Net;

namespace Slipway.Testing.Kubernetes;

/// <summary>How a simulated pod behaves, from its binding to its end.</summary>
public sealed record PodBehaviour
{
    /// <summary>Ready at once.</summary>
    public static PodBehaviour Ready { get; } = new();

    /// <inheritdoc cref="PodFate.NeverReady"/>
    public static PodBehaviour NeverReady { get; } = new() { Fate = PodFate.NeverReady };

    /// <inheritdoc cref="PodFate.CrashLoop"/>
    public static PodBehaviour CrashLooping { get; } = new() { Fate = PodFate.CrashLoop };

    /// <inheritdoc cref="PodFate.ImagePullBackOff"/>
    public static PodBehaviour CannotPull { get; } = new() { Fate = PodFate.ImagePullBackOff };

    /// <inheritdoc cref="PodFate.Succeeded"/>
    public static PodBehaviour Succeeding { get; } = new() { Fate = PodFate.Succeeded };

    /// <inheritdoc cref="PodFate.Failed"/>
    public static PodBehaviour Failing { get; } = new() { Fate = PodFate.Failed };

    /// <summary>Default: ready.</summary>
    public PodFate Fate { get; init; } = PodFate.Ready;

    /// <summary>How long it starts: from the binding to its fate. Default: no time.</summary>
    public TimeSpan After { get; init; }

    /// <summary>How long it stays ready, and is unready from then on; null: for ever.</summary>
    public TimeSpan? ReadyFor { get; init; }

    /// <summary>In a crash loop, how long the first wait between two starts is; each is twice as long as the one before, up to five seconds.</summary>
    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The code that its container ends with, where it ends badly. 137 is shown as <c>OOMKilled</c>.</summary>
    public int ExitCode { get; init; } = 1;

    /// <summary>
    /// How long it takes to end once it is told to; never longer than its grace period. Null: as long as its <c>preStop</c> hook
    /// sleeps, and no time without one.
    /// </summary>
    public TimeSpan? StopsAfter { get; init; }

    /// <summary>What its container prints when it starts, lines with <c>\n</c>. In a crash loop this is also what the container before it printed.</summary>
    public string Output { get; init; } = "started\n";

    /// <summary>What it answers HTTP requests with, if it serves any.</summary>
    public HttpStatusCode Answers { get; init; } = HttpStatusCode.OK;

    /// <summary>How long it takes for each answer.</summary>
    public TimeSpan AnswersAfter { get; init; }

    public static PodBehaviour ReadyAfter(TimeSpan after) => new() { After = after };

    /// <summary>Answers every request with a server's error, ready as it is.</summary>
    public static PodBehaviour Answering(HttpStatusCode status) => new() { Answers = status };
}
