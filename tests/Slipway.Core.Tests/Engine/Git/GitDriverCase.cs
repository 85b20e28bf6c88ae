using Shouldly;
using Slipway.Core.Engine;
using Slipway.Core.Engine.Git;
using Slipway.Core.Git;
using Slipway.Core.Git.Model;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Tests.Engine.Trains;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Engine.Git;

/// <summary>A repository, and a server that follows it.</summary>
public abstract class GitDriverCase
{
    private protected static readonly EnvironmentKey Shop = new("shop", "production");

    private protected ScriptedRepository Repository { get; } = new();

    /// <summary>A world where 1.0.0 runs everywhere, and the repository says so.</summary>
    private protected void Run(GitRepository repository, Func<TrainWorld, GitRepository, Task> test) => TrainWorld.Run(async world =>
    {
        await world.BeginAsync();
        Repository.Commit("shop: 1.0.0\nprices: 1.0.0");
        await RoundAsync(world, repository);
        await test(world, repository);
    });

    private protected async Task<GitWant> WantAsync(TrainWorld world, GitRepository repository) => (await world.Git(repository, Repository).LoadAsync(default)).Find(Shop)!;

    /// <summary>What a server does when it is time to look.</summary>
    private protected async Task RoundAsync(TrainWorld world, GitRepository repository)
    {
        var driver = world.Git(repository, Repository);
        try
        {
            await driver.LookAsync(default);
        }
        catch (StreamConflictException)
        {
            // Another server looked at the same time.
        }

        await driver.ActAsync(default);
    }
}
