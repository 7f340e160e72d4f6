// SPDX-License-Identifier: EPL-2.0
// The peer of the watch engine: reads the words of a shared mapping as fast as it can, one access each, and wakes up a
// thousand times a second by absolute deadlines. Prints reads a second, and the lateness that 99 of 100 wake-ups keep
// to, in microseconds.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>

#define SIZE 65536
#define WORDS (SIZE / 4)
#define SECONDS 3
#define TURNS 5000
#define INTERVAL 1000000L

// Not static, so that what is read has to be kept.
uint32_t values[WORDS];

static int64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

int main(int count, char **arguments)
{
	static int64_t late[TURNS];
	volatile uint32_t *words;
	int64_t start, due, reads = 0;
	int file;

	if (count != 2)
		return 2;
	file = open(arguments[1], O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return 1;
	words = mmap(NULL, SIZE, PROT_READ, MAP_SHARED, file, 0);
	if (words == MAP_FAILED)
		return 1;
	start = now();
	while (now() - start < SECONDS * 1000000000LL) {
		for (int i = 0; i < WORDS; i++)
			values[i] = words[i];
		reads += WORDS;
	}
	printf("%.0f ", reads * 1e9 / (now() - start));
	due = now();
	for (int i = 0; i < TURNS; i++) {
		struct timespec until;

		due += INTERVAL;
		until.tv_sec = due / 1000000000LL;
		until.tv_nsec = due % 1000000000LL;
		while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL))
			;
		values[i % WORDS] = words[i % WORDS];
		late[i] = now() - due;
	}
	qsort(late, TURNS, sizeof(late[0]), by_size);
	printf("%.1f\n", late[TURNS * 99 / 100] / 1000.0);
	return 0;
}
