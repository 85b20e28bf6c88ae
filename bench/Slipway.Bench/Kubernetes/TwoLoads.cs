using Slipway.Bench.Load;
using Slipway.Bench.Results;

namespace Slipway.Bench.Kubernetes;

/// <summary>
/// Clients of two kinds at once, since a switch does different things to them: for one each request opens a connection, which goes
/// where the Service leads now; for the other connections stay open, and those stay with the pod that they were opened to.
/// </summary>
internal sealed class TwoLoads : IAsyncDisposable
{
    public const int PerSecond = 25;
    public const int Kept = 8;

    /// <summary>What a machine that has too much to do answers late is not lost.</summary>
    private const int AnswerSeconds = 60;

    private readonly LoadGenerator _fresh;
    private readonly LoadGenerator _kept;
    private readonly DateTimeOffset _began;

    private TwoLoads(Uri url, TimeProvider time)
    {
        _began = time.GetUtcNow();
        var options = new LoadOptions { Url = url, RequestsPerSecond = PerSecond, Timeout = TimeSpan.FromSeconds(AnswerSeconds) };
        _fresh = LoadGenerator.Start(options with { KeptConnections = 0 }, time);
        _kept = LoadGenerator.Start(options with { KeptConnections = Kept }, time);
    }

    public static TwoLoads Start(Uri url, TimeProvider time) => new(url, time);

    /// <summary>Answers on new connections since an instant.</summary>
    public IReadOnlyList<Answer> Fresh(DateTimeOffset since) => _fresh.AnswersSince(since - _began);

    /// <summary>Answers on connections that stay open since an instant.</summary>
    public IReadOnlyList<Answer> OnKept(DateTimeOffset since) => _kept.AnswersSince(since - _began);

    /// <summary>When an answer was there.</summary>
    public DateTimeOffset TimeOf(Answer answer) => _began + answer.At;

    /// <summary>What was lost since an instant.</summary>
    /// <param name="during">Says what was going on then.</param>
    public IReadOnlyList<Loss> Losses(string part, DateTimeOffset since, Func<DateTimeOffset, string> during)
    {
        return
        [
            .. Fresh(since).Where(IsFailed).Select(answer => Lost(answer, "new")),
            .. OnKept(since).Where(IsFailed).Select(answer => Lost(answer, "kept")),
        ];

        Loss Lost(Load.Answer answer, string connection)
        {
            var due = TimeOf(answer) - answer.Latency;
            return new Loss(due, part, during(due), connection, answer.Before, answer.Error ?? $"status {answer.Status}");
        }
    }

    /// <summary>Stops both and waits for what is on its way.</summary>
    public Task StopAsync() => Task.WhenAll(_fresh.StopAsync(), _kept.StopAsync());

    public async ValueTask DisposeAsync()
    {
        await _fresh.DisposeAsync();
        await _kept.DisposeAsync();
    }

    private static bool IsFailed(Answer answer) => answer.IsLost || answer.IsBad;
}
