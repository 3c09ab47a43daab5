using Render.Simulation.Disk;
using Render.Simulation.Machine;

namespace Render.Simulation.Tests;

public sealed class DiskTests
{
    [Fact]
    public void PowerCut_WhatWasSynced_Stays()
    {
        for (var seed = 0UL; seed < 200; seed++)
        {
            var disk = new SimulatedDisk(new SeededStream(seed, "disk"));
            var file = disk.Open("a");
            file.Write(0, new byte[1_000]);
            file.Write(100, [1, 2, 3]);
            disk.Sync(file);
            file.Write(100, [9]);
            file.Truncate(50);
            disk.CutPower();
            var read = new byte[2];
            // What was not synced is there or not, each write for itself; nothing else changes.
            if (file.Length == 1_000)
            {
                file.Read(100, read);
                Assert.True(read is [1 or 9, 2]);
            }
            else
            {
                Assert.Equal(50, file.Length);
            }
        }
    }

    [Fact]
    public void PowerCut_WhatWasNotSynced_MayBeLostOrTorn()
    {
        var outcomes = new HashSet<string>();
        for (var seed = 0UL; seed < 300; seed++)
        {
            var disk = new SimulatedDisk(new SeededStream(seed, "disk"));
            var file = disk.Open("a");
            file.Write(0, new byte[1_024]);
            disk.Sync(file);
            file.Write(0, Enumerable.Repeat((byte)1, 1_024).ToArray());
            disk.CutPower();
            var read = new byte[1_024];
            file.Read(0, read);
            outcomes.Add($"{read[0]}{read[512]}");
        }

        Assert.Equal(["00", "01", "10", "11"], outcomes.Order());
    }

    [Fact]
    public void Kill_WhatWasWritten_Stays()
    {
        var disk = new SimulatedDisk(new SeededStream(1, "disk"));
        disk.Open("a").Write(0, [7]);
        disk.Kill();
        disk.Boot();
        var read = new byte[1];
        Assert.Equal(1, disk.Open("a").Read(0, read));
        Assert.Equal(7, read[0]);
    }

    [Fact]
    public void Write_BeyondTheCapacity_IsRefused()
    {
        var disk = new SimulatedDisk(new SeededStream(1, "disk")) { Capacity = 10 };
        disk.Open("a").Write(0, new byte[8]);
        Assert.Equal(DiskAnswer.Full, disk.BeforeWrite(3));
        Assert.Equal(DiskAnswer.Done, disk.BeforeWrite(2));
    }
}
