-- Pictures that an agent keeps sealed until the line is back, and those that its disk budget made it drop.
ALTER TABLE lane_agent ADD COLUMN pictures integer NOT NULL DEFAULT 0;
ALTER TABLE lane_agent ADD COLUMN pictures_lost integer NOT NULL DEFAULT 0;
